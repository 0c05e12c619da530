package io.polyvisor.tck.lockstep;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Suspending;
import io.polyvisor.tck.Intercepted;
import java.util.Optional;
import java.util.stream.Stream;

/** Something is wrong with power and what belongs to it. */
final class PowerMutants {

    private PowerMutants() {}

    static Stream<ModelMutant> all() {
        return Stream.of(
                ModelMutant.of("pause leaves the guest running", PowerMutants::pauseNothing),
                ModelMutant.of("resume from disk comes back paused", PowerMutants::wakePaused),
                ModelMutant.of("a change of the mark throws saved memory away", PowerMutants::markDiscards),
                ModelMutant.of("autostart is never set", PowerMutants::autostartNothing));
    }

    private static Object pauseNothing(Intercepted call, Driver driver) {
        return call.is(Pausing.class, "pause") ? null : call.proceed();
    }

    private static Object wakePaused(Intercepted call, Driver driver) {
        Object answer = call.proceed();
        if (call.is(Suspending.class, "wake")) {
            driver.facet(Pausing.class).orElseThrow().pause(call.argument(GuestId.class), call.argument(Call.class));
        }
        return answer;
    }

    private static Object markDiscards(Intercepted call, Driver driver) {
        Object answer = call.proceed();
        if (call.is(Driver.class, "mark")) {
            GuestId guest = call.argument(GuestId.class);
            Optional<GuestView> now = driver.observe(guest, call.argument(Call.class));
            if (now.orElseThrow().power().is(PowerState.SUSPENDED)) {
                driver.facet(Suspending.class).orElseThrow().discard(guest, call.argument(Call.class));
            }
        }
        return answer;
    }

    private static Object autostartNothing(Intercepted call, Driver driver) {
        return call.is(Autostarting.class, "autostart") ? null : call.proceed();
    }
}
