package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Verb;

/** Steps along the power axis. */
sealed interface PowerStep extends GuestVerb {

    record Start(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.START;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.start();
        }
    }

    /** Asks for a shutdown with little patience; {@code force} takes the power away after that. */
    record Shutdown(String guest, boolean force) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.SHUTDOWN;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            io.polyvisor.model.Shutdown how =
                    io.polyvisor.model.Shutdown.gracefully(side.site().patience());
            return handle.shutdown(force ? how.thenPowerOff() : how);
        }
    }

    /** Takes the power away; {@code accepting} says that saved memory may be lost. */
    record PowerOff(String guest, boolean accepting) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.POWER_OFF;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return accepting ? handle.powerOff(Loss.OF_SAVED_MEMORY) : handle.powerOff();
        }
    }

    record Pause(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.PAUSE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.pause();
        }
    }

    record Resume(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.RESUME;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.resume();
        }
    }

    record Suspend(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.SUSPEND;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.suspend();
        }
    }

    record Reboot(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.REBOOT;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reboot();
        }
    }

    record Reset(String guest) implements PowerStep {
        @Override
        public Verb verb() {
            return Verb.RESET;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reset();
        }
    }
}
