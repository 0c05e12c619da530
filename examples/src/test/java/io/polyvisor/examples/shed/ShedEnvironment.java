package io.polyvisor.examples.shed;

import io.polyvisor.Access;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.EnvironmentFault;
import io.polyvisor.tck.ForeignClient;
import io.polyvisor.tck.Provided;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckTarget;
import io.polyvisor.tck.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

// tour:shed-environment
/** What the TCK needs to know of a shed: a guest that fits, and two who look at it without passing through Polyvisor. */
final class ShedEnvironment implements TckEnvironment {
    private final String name = UUID.randomUUID().toString();

    @Override
    public String backend() {
        return "shed";
    }

    @Override
    public TckTarget target() {
        return TckTarget.of("shed:///" + name, Access.none());
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName guest) {
        return GuestSpec.named(guest);
    }

    @Override
    public Provided<Witness> witness() {
        return Provided.of(new Caretaker(ShedProvider.shed(name)));
    }

    @Override
    public Provided<ForeignClient> foreignClient() {
        return Provided.of(new Neighbour(ShedProvider.shed(name)));
    }
}
// end

/** Looks at the lamps. */
record Caretaker(Shed shed) implements Witness {

    @Override
    public String name() {
        return "the caretaker";
    }

    @Override
    public Optional<PowerState> power(GuestId guest) {
        return shed.box(guest.value()).map(box -> box.lamp() == 'g' ? PowerState.RUNNING : PowerState.OFF);
    }

    @Override
    public Set<String> guestNames() {
        return shed.boxes().stream().map(Shed.Box::label).collect(Collectors.toSet());
    }

    @Override
    public List<String> disks(GuestId guest) {
        return List.of();
    }
}

/** Builds boxes that bear no note of ours. */
record Neighbour(Shed shed) implements ForeignClient {

    @Override
    public GuestId make(GuestName name) {
        String serial = UUID.randomUUID().toString();
        tell(() -> shed.build(new Shed.Box(serial, name.value(), 1, 1024, '-', Map.of())));
        return GuestId.of(serial);
    }

    @Override
    public void start(GuestId guest) {
        tell(() -> shed.turn(guest.value(), 'g'));
    }

    @Override
    public void powerOff(GuestId guest) {
        tell(() -> shed.turn(guest.value(), '-'));
    }

    @Override
    public void remove(GuestId guest) {
        Optional<Shed.Box> box = shed.box(guest.value());
        box.filter(lit -> lit.lamp() != '-').ifPresent(lit -> powerOff(guest));
        box.ifPresent(there -> tell(() -> shed.scrap(guest.value())));
    }

    private static void tell(Deed deed) {
        try {
            deed.carryOut();
        } catch (Shed.Trouble trouble) {
            throw new EnvironmentFault("the neighbour failed", trouble);
        }
    }

    private interface Deed {
        void carryOut() throws Shed.Trouble;
    }
}
