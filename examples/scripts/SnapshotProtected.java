// tour:script
import io.polyvisor.Endpoint;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.AlreadyExistsException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotContent;
import java.time.LocalDate;
import java.util.Optional;

/** Takes today's snapshot of every protected guest of an endpoint; exits with 1 when one is missing. */
public class SnapshotProtected {
    public static void main(String[] arguments) {
        boolean complete = true;
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint endpoint = polyvisor.connect(arguments[0])) {
            for (GuestView guest : endpoint.inventory(InventoryField.DETAILS).guests()) {
                complete &= !isProtected(guest) || keep(endpoint, guest);
            }
        }
        System.exit(complete ? 0 : 1);
    }

    private static boolean isProtected(GuestView guest) {
        Optional<Mark> mark = guest.requireDetails().mark();
        return mark.map(Mark::protection).equals(Optional.of(Protection.PROTECTED));
    }

    private static boolean keep(Endpoint endpoint, GuestView guest) {
        boolean live = guest.power().is(PowerState.RUNNING);
        SnapshotContent content = live ? SnapshotContent.DISKS_AND_MEMORY : SnapshotContent.DISKS;
        try {
            endpoint.guest(guest.id()).snapshots().create("daily-" + LocalDate.now(), content).await();
            System.out.println(guest.name() + ": " + content);
            return true;
        } catch (AlreadyExistsException earlier) {
            System.out.println(guest.name() + ": has today's");
            return true;
        } catch (PolyvisorException failure) {
            System.err.println(guest.name() + ": " + failure.getMessage());
            return false;
        }
    }
}
// end
