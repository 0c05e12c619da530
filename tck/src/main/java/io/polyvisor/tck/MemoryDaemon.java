package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.memory.faults.FaultInjection;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import java.util.Set;

/**
 * The process that the model does not have: it can be killed, stopped and continued like a real daemon, it turns one user away, and at
 * one address it is never there.
 */
final class MemoryDaemon implements FaultDoor {
    static final String DEAD_PLACE = "nowhere";
    static final String UNWELCOME = "pvtck-unwelcome";

    private final FaultInjection faults = FaultInjection.of();

    BackendProvider around(BackendProvider provider) {
        return faults.around(new Guarded(provider));
    }

    private record Guarded(BackendProvider provider) implements BackendProvider {

        @Override
        public Set<String> schemes() {
            return provider.schemes();
        }

        @Override
        public String description() {
            return provider.description();
        }

        @Override
        public Driver open(EndpointUri uri, Access access, Call call) {
            if (uri.path().equals(DEAD_PLACE)) {
                throw DriverException.refused(new Fault.Unreachable("nobody is " + DEAD_PLACE));
            }
            if (access.user().filter(UNWELCOME::equals).isPresent()) {
                throw DriverException.refused(new Fault.AuthenticationFailed(UNWELCOME + " is turned away"));
            }
            return provider.open(uri, access, call);
        }
    }

    @Override
    public void kill() {
        faults.add(FaultRule.every("*", Mishap.UNREACHABLE));
    }

    @Override
    public void restart() {
        faults.clear();
        faults.add(FaultRule.first("Listener.changed", Mishap.DROPPED_EVENTS));
    }

    @Override
    public void freeze() {
        faults.add(FaultRule.every("*", Mishap.HANG));
    }

    @Override
    public void thaw() {
        faults.clear();
    }
}
