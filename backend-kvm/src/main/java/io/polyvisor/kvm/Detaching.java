package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a device out. A running guest is only asked: the device is out when the live definition no longer shows it, and until then
 * the stored definition keeps it too, so that a guest that refuses is left as it was.
 */
final class Detaching {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration RESERVE = Duration.ofMillis(250);
    private static final Duration STEP = Duration.ofMillis(100);

    private final GuestCall guest;
    private final String device;
    private final Function<DomainReader, Optional<Xml>> find;

    /** {@code find} finds the device's element in a definition. */
    Detaching(GuestCall guest, String device, Function<DomainReader, Optional<Xml>> find) {
        this.guest = guest;
        this.device = device;
        this.find = find;
    }

    void detach(Call call) {
        GuestDefinition definition = GuestDefinition.of(guest);
        if (definition.parts().noneMatch(part -> find.apply(part).isPresent())) {
            throw DriverException.refused(new Fault.NotFound(device + " of " + guest.about(), Optional.empty()));
        }
        if (definition.affected().live()) {
            find.apply(definition.now()).ifPresent(element -> {
                send(element, Flags.AFFECT_LIVE);
                awaitLetGo(call);
            });
        }
        if (definition.affected().stored()) {
            find.apply(definition.stored()).ifPresent(element -> send(element, Flags.AFFECT_CONFIG));
        }
    }

    private void send(Xml element, int affect) {
        guest.send(() -> guest.domain().config().detachDevice(element.write(), affect));
    }

    private void awaitLetGo(Call call) {
        call.report(Progress.of("waiting for the guest to let go"));
        long asked = call.time().nanoTime();
        while (isThere()) {
            Duration waited = Duration.ofNanos(call.time().nanoTime() - asked);
            if (waited.compareTo(LONGEST) > 0 || call.remaining().compareTo(RESERVE) < 0) {
                // The request stays: a guest may still answer it.
                throw DriverException.lost(
                        new Fault.DeadlineExceeded("waiting for the guest to let go of " + device),
                        Optional.empty(),
                        null);
            }
            Waiting.sleep(call, STEP, "waiting for the guest to let go of " + device);
        }
    }

    private boolean isThere() {
        return guest.ask(libvirt -> GuestReading.isActive(guest.domain().state())
                && find.apply(GuestReading.read(guest.domain(), Flags.NONE)).isPresent());
    }
}
