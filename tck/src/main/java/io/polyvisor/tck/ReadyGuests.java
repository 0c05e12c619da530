package io.polyvisor.tck;

import io.polyvisor.Console;
import io.polyvisor.Guest;
import io.polyvisor.Readiness;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import java.util.List;
import java.util.Optional;

/**
 * The guest with an operating system: made and booted once per run, because booting is what takes long. A rule gets it running and
 * with somebody logged in; one that leaves it otherwise makes the next rule wait for another boot, and nothing worse.
 */
final class ReadyGuests {
    private final TckSession session;
    private Optional<Guest> guest = Optional.empty();

    ReadyGuests(TckSession session) {
        this.session = session;
    }

    /** The guest, RUNNING, with a prompt on its console. */
    Guest running() {
        Guest ready = guest.orElseGet(this::make);
        try {
            settle(ready);
        } catch (PolyvisorException broken) {
            discard();
            ready = make();
            settle(ready);
        }
        return ready;
    }

    /** The rule took it apart: the next one gets another. */
    void discard() {
        guest.ifPresent(made -> session.remove(made.endpoint().uri(), made.id()));
        guest = Optional.empty();
    }

    /** Removes it at the end of the run; what could not be removed, in words. */
    List<String> remove() {
        try {
            discard();
            return List.of();
        } catch (PolyvisorException e) {
            return List.of("could not remove the guest with an operating system: " + e.getMessage());
        }
    }

    private Guest make() {
        Guest made = session.direct()
                .create(session.environment()
                        .readyGuest(session.freshName())
                        .get()
                        .build())
                .await();
        guest = Optional.of(made);
        return made;
    }

    private void settle(Guest ready) {
        GuestView view = ready.view();
        PowerState state = view.power().state();
        if (state == PowerState.CRASHED || state == PowerState.SUSPENDED) {
            ready.powerOff(Loss.OF_SAVED_MEMORY).await();
        } else if (state == PowerState.PAUSED) {
            ready.resume().await();
        }
        boolean boots = ready.view().power().is(PowerState.OFF);
        if (boots) {
            ready.start().await();
        }
        login(ready);
    }

    private void login(Guest ready) {
        if (!session.capabilities().provides(Capability.CONSOLE_SERIAL)) {
            ready.awaitReady(Readiness.agent(), session.patience().whole());
            return;
        }
        GuestInsider insider = session.environment().insider().get();
        try (Console console = ready.console()) {
            insider.enter(console, session.patience().whole());
        }
    }
}
