package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainState;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Memory;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.Optional;

/** Processors and memory of a guest that runs: changed now where QEMU and the guest can, else left to the next start. */
final class LiveChange {
    private static final Duration BALLOON_STARTS = Duration.ofSeconds(3);
    private static final Duration BALLOON_ARRIVES = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(100);

    private final GuestCall guest;
    private final GuestChange.Timing timing;
    private final Call call;
    private final DomainReader now;
    private boolean changed;

    LiveChange(GuestCall guest, GuestChange.Timing timing, Call call) {
        this.guest = guest;
        this.timing = timing;
        this.call = call;
        this.now = GuestReading.read(guest.domain(), Flags.NONE);
    }

    /** Whether anything was changed so far. */
    boolean changedSomething() {
        return changed;
    }

    GuestChange.When vcpus(int count) {
        if (timing == GuestChange.Timing.NEXT_START) {
            return GuestChange.When.NEXT_START;
        }
        if (count == now.vcpus()) {
            return GuestChange.When.NOW;
        }
        if (count > now.maxVcpus()) {
            return waits("processors", "while it runs it grows to " + now.maxVcpus() + " at most");
        }
        if (count < now.vcpus()) {
            return waits("processors", "a running guest is not made to give processors back");
        }
        guest.send(() -> guest.domain().config().setVcpus(count, Flags.AFFECT_LIVE));
        changed = true;
        return GuestChange.When.NOW;
    }

    GuestChange.When memory(Memory amount) {
        if (timing == GuestChange.Timing.NEXT_START) {
            return GuestChange.When.NEXT_START;
        }
        if (amount.equals(now.memory())) {
            return GuestChange.When.NOW;
        }
        if (amount.isMoreThan(now.maxMemory())) {
            return waits("memory", "while it runs it grows to " + now.maxMemory() + " at most");
        }
        if (guest.domain().state().power() != DomainState.Power.RUNNING) {
            return waits("memory", "a guest that is paused gives no memory back");
        }
        return balloon(amount) ? GuestChange.When.NOW : waits("memory", "nothing in the guest answers the balloon");
    }

    /** Asks the guest and waits until it did it; one that does nothing at all is asked to stay as it is. */
    private boolean balloon(Memory amount) {
        Memory before = now.memory();
        ask(amount);
        long asked = call.time().nanoTime();
        Memory seen = before;
        while (!seen.equals(amount)) {
            Duration waited = Duration.ofNanos(call.time().nanoTime() - asked);
            Duration patience = seen.equals(before) ? BALLOON_STARTS : BALLOON_ARRIVES;
            if (waited.compareTo(patience) > 0 || call.remaining().compareTo(STEP) < 0) {
                ask(before);
                return false;
            }
            Waiting.sleep(call, STEP, "waiting for the guest's balloon");
            seen = GuestReading.read(guest.domain(), Flags.NONE).memory();
        }
        changed = true;
        return true;
    }

    private void ask(Memory amount) {
        guest.send(() -> guest.domain().config().setMemory(amount.toKib(), Flags.AFFECT_LIVE));
    }

    /** Refuses a change that must be now and cannot be. */
    void requireMayWait(String what, String why) {
        if (timing == GuestChange.Timing.NOW) {
            throw DriverException.refused(new Fault.InvalidState(
                    what + " of " + guest.about() + " cannot change now: " + why,
                    Optional.of("let the change wait for the next start")));
        }
    }

    private GuestChange.When waits(String what, String why) {
        requireMayWait(what, why);
        return GuestChange.When.NEXT_START;
    }
}
