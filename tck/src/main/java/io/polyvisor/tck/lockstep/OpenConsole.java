package io.polyvisor.tck.lockstep;

import io.polyvisor.Console;
import io.polyvisor.model.Verb;

/** Opens a guest's console and closes it again. */
record OpenConsole(String guest) implements OnGuest {

    @Override
    public Verb verb() {
        return Verb.CONSOLE;
    }

    @Override
    public Reply play(Side side) {
        return Reply.ofReading(() -> {
            try (Console opened = side.guest(guest).console()) {
                return "opened";
            }
        });
    }
}
