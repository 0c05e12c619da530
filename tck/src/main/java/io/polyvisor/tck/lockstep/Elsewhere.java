package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Verb;

/** Another client does something to a guest: only events, and observations, tell the walked endpoint. */
record Elsewhere(String guest, Act act) implements OnGuest {

    /** What every hypervisor can do. */
    enum Act {
        START,
        POWER_OFF,
        DELETE
    }

    @Override
    public Verb verb() {
        return switch (act) {
            case START -> Verb.START;
            case POWER_OFF -> Verb.POWER_OFF;
            case DELETE -> Verb.DELETE;
        };
    }

    @Override
    public Reply play(Side side) {
        return Reply.of("done elsewhere", () -> {
            Object result = asked(side.elsewhere(guest)).await();
            return act == Act.DELETE ? "deleted" : String.valueOf(result);
        });
    }

    private Operation<?> asked(Guest handle) {
        return switch (act) {
            case START -> handle.start();
            case POWER_OFF -> handle.powerOff();
            case DELETE -> handle.delete(Deletion.withOwnedVolumes());
        };
    }
}
