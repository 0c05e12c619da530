package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drivers whose snapshots hold or bring back something else. */
final class SnapshotDrivers {

    private SnapshotDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        snapshots(all);
        return all;
    }

    private static void snapshots(List<Mutant> all) {
        all.add(Mutant.driver("a snapshot leaves the guest paused", withDriver("Snapshots.take", (driver, call) -> {
            Object taken = call.proceed();
            GuestId guest = call.argument(GuestId.class);
            if (driver.observe(guest, call.argument(Call.class))
                    .filter(view -> view.power().is(PowerState.RUNNING))
                    .isPresent()) {
                driver.facet(Pausing.class).orElseThrow().pause(guest, call.argument(Call.class));
            }
            return taken;
        })));
        all.add(Mutant.driver("snapshots with memory hold disks only", "Snapshots.take", call -> {
            Snapshots.Order order = call.argument(Snapshots.Order.class);
            return call.proceedWith(
                    Snapshots.Order.class,
                    new Snapshots.Order(order.key(), order.name(), order.description(), SnapshotContent.DISKS));
        }));
        all.add(Mutant.driver("a revert powers the guest off", withDriver("Snapshots.revert", (driver, call) -> {
            Object answer = call.proceed();
            GuestId guest = call.argument(GuestId.class);
            if (driver.observe(guest, call.argument(Call.class))
                    .filter(view -> view.power().is(PowerState.RUNNING))
                    .isPresent()) {
                driver.powerOff(guest, call.argument(Call.class));
            }
            return answer;
        })));
        all.add(Mutant.driver("a revert starts the guest", withDriver("Snapshots.revert", (driver, call) -> {
            Object answer = call.proceed();
            GuestId guest = call.argument(GuestId.class);
            if (driver.observe(guest, call.argument(Call.class))
                    .filter(view -> view.power().is(PowerState.OFF))
                    .isPresent()) {
                driver.start(guest, call.argument(Call.class));
            }
            return answer;
        })));
        all.add(Mutant.driver("dropping a snapshot drops its children", withDriver("Snapshots.drop", (driver, call) -> {
            GuestId guest = call.argument(GuestId.class);
            Snapshots facet = driver.facet(Snapshots.class).orElseThrow();
            facet.snapshots(guest, call.argument(Call.class)).stream()
                    .filter(s -> s.parent()
                            .filter(call.argument(SnapshotId.class)::equals)
                            .isPresent())
                    .forEach(s -> facet.drop(guest, s.id(), call.argument(Call.class)));
            return call.proceed();
        })));
        all.add(Mutant.driver("dropping a snapshot stops the guest", withDriver("Snapshots.drop", (driver, call) -> {
            Object answer = call.proceed();
            GuestId guest = call.argument(GuestId.class);
            if (driver.observe(guest, call.argument(Call.class))
                    .filter(view -> view.power().is(PowerState.RUNNING))
                    .isPresent()) {
                driver.powerOff(guest, call.argument(Call.class));
            }
            return answer;
        })));
        all.add(Mutant.driver("guests with snapshots are not deleted", withDriver("Driver.delete", (driver, call) -> {
            boolean some = driver.facet(Snapshots.class)
                    .filter(facet -> !facet.snapshots(call.argument(GuestId.class), call.argument(Call.class))
                            .isEmpty())
                    .isPresent();
            if (some) {
                throw DriverException.refused(new Fault.InvalidState("it has snapshots", Optional.empty()));
            }
            return call.proceed();
        })));
    }
}
