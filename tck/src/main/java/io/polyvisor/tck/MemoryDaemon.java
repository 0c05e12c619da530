package io.polyvisor.tck;

import io.polyvisor.memory.faults.FaultInjection;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.spi.BackendProvider;

/** The process that the model does not have: it can be killed, stopped and continued like a real daemon. */
final class MemoryDaemon implements FaultDoor {
    private final FaultInjection faults = FaultInjection.of();

    BackendProvider around(BackendProvider provider) {
        return faults.around(provider);
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
