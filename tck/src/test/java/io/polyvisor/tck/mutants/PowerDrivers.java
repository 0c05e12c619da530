package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Suspending;
import io.polyvisor.tck.Interception;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Drivers whose power verbs do something else, as hypervisors' do. */
final class PowerDrivers {

    private PowerDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        power(all);
        return all;
    }

    private static void power(List<Mutant> all) {
        all.add(Mutant.driver("a shutdown request takes the power", "Driver.requestShutdown", call -> {
            call.target(Driver.class).powerOff(call.argument(GuestId.class), call.argument(Call.class));
            return null;
        }));
        all.add(Mutant.driver("a reset takes the power", withDriver("Rebooting.reset", (driver, call) -> {
            driver.powerOff(call.argument(GuestId.class), call.argument(Call.class));
            return null;
        })));
        all.add(Mutant.driver("a resumed guest stays paused", withDriver("Suspending.wake", (driver, call) -> {
            Object answer = call.proceed();
            driver.facet(Pausing.class).orElseThrow().pause(call.argument(GuestId.class), call.argument(Call.class));
            return answer;
        })));
        all.add(Mutant.driver("a resumed guest boots", withDriver("Suspending.wake", (driver, call) -> {
            GuestId guest = call.argument(GuestId.class);
            driver.facet(Suspending.class).orElseThrow().discard(guest, call.argument(Call.class));
            driver.start(guest, call.argument(Call.class));
            return null;
        })));
        all.add(Mutant.driver("power off of a paused guest is refused", "Driver.powerOff", call -> {
            GuestId guest = call.argument(GuestId.class);
            boolean paused = call.target(Driver.class)
                    .observe(guest, call.argument(Call.class))
                    .filter(view -> view.power().is(PowerState.PAUSED))
                    .isPresent();
            if (paused) {
                throw DriverException.refused(new Fault.BackendFault("the guest does not answer"));
            }
            return call.proceed();
        }));
        all.add(Mutant.driver("power off deletes the guest", "Driver.powerOff", call -> {
            Object answer = call.proceed();
            call.target(Driver.class).delete(call.argument(GuestId.class), call.argument(Call.class));
            return answer;
        }));
        all.add(Mutant.driver("starts fail when they are sent again", again("Driver.start")));
    }

    private static Interception again(String name) {
        Set<GuestId> sent = ConcurrentHashMap.newKeySet();
        return call -> {
            if (Mutant.is(call, name) && !sent.add(call.argument(GuestId.class))) {
                throw DriverException.refused(new Fault.Busy("it was asked for already"));
            }
            return call.proceed();
        };
    }
}
