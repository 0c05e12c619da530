package io.polyvisor.memory;

import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.Verb;
import java.util.Optional;

/** What happens to a guest's power. Call it under the world's lock. */
final class Powering {
    private final Site site;

    Powering(Site site) {
        this.site = site;
    }

    void start(GuestId id) {
        GuestState guest = site.require(id, Verb.START);
        requireRoomToRun(guest, guest.stored());
        Machine machine = new Machine();
        guest.load(machine, guest.stored(), now());
        enter(guest, PowerState.RUNNING, StateReason.USER);
        site.life().boot(machine, now());
    }

    /** What a host does when it has booted. */
    void startWithHost(HostState host) {
        for (GuestState guest : site.guests()) {
            boolean wanted = guest.host() == host && guest.autostart() && guest.is(PowerState.OFF);
            if (wanted && !guest.stored().memory().isMoreThan(site.freeMemory(host))) {
                start(guest.id());
            }
        }
    }

    void requestShutdown(GuestId id) {
        GuestState guest = site.require(id, Verb.SHUTDOWN);
        site.life().askToStop(guest);
    }

    void powerOff(GuestId id) {
        GuestState guest = site.require(id, Verb.POWER_OFF);
        if (guest.is(PowerState.SUSPENDED)) {
            throw Refusal.state("the guest is suspended; it has no power to take", "throw its saved memory away");
        }
        enter(guest, PowerState.OFF, StateReason.USER);
    }

    void pause(GuestId id) {
        enter(site.require(id, Verb.PAUSE), PowerState.PAUSED, StateReason.USER);
    }

    void unpause(GuestId id) {
        GuestState guest = site.require(id, Verb.RESUME);
        require(guest, PowerState.PAUSED);
        Optional<GuestState.Blocked> stalled = guest.blocked();
        if (stalled.isPresent() && !new GuestFiles(site, guest).retry(stalled.get())) {
            // QEMU lets such a guest go on and stops it at the same write again: the call succeeds, the guest stays
            // PAUSED.
            site.tell(id);
            return;
        }
        guest.blocked(Optional.empty());
        enter(guest, PowerState.RUNNING, StateReason.USER);
        if (stalled.isPresent()) {
            site.life().prompt(guest);
        }
        site.life().listen(guest);
    }

    /** Its memory is on disk from now on. */
    void suspended(GuestId id) {
        GuestState guest = site.require(id);
        if (!guest.is(PowerState.RUNNING) && !guest.is(PowerState.PAUSED)) {
            throw Refusal.state("the guest stopped while its memory was being saved", "look what it is now");
        }
        enter(guest, PowerState.SUSPENDED, StateReason.USER);
    }

    void wake(GuestId id) {
        GuestState guest = site.require(id, Verb.RESUME);
        require(guest, PowerState.SUSPENDED);
        requireRoomToRun(guest, guest.present());
        enter(guest, PowerState.RUNNING, StateReason.USER);
        site.life().listen(guest);
    }

    void discard(GuestId id) {
        GuestState guest = site.require(id, Verb.POWER_OFF);
        require(guest, PowerState.SUSPENDED);
        enter(guest, PowerState.OFF, StateReason.USER);
    }

    void reboot(GuestId id) {
        site.life().askToReboot(site.require(id, Verb.REBOOT));
    }

    void reset(GuestId id) {
        GuestState guest = site.require(id, Verb.RESET);
        site.life().boot(guest.machine(), now());
        site.tell(id);
    }

    /** Refuses when its host has no room for it, or when somebody else writes to its disks. */
    void requireRoomToRun(GuestState guest, Configuration configuration) {
        if (!guest.host().takesGuests()) {
            throw Refusal.state("host " + guest.host().id() + " is in maintenance", "move the guest, or end it");
        }
        site.requireMemory(guest.host(), configuration.memory());
        for (Configuration.Slot slot : configuration.slots()) {
            slot.volume().ifPresent(volume -> {
                site.requireVolume(volume);
                if (slot.role() == DiskView.Role.DISK && !slot.readOnly()) {
                    new Attaching(site).requireNotWrittenByOthers(guest, volume);
                }
            });
        }
    }

    private void enter(GuestState guest, PowerState next, StateReason why) {
        guest.enter(next, why, now());
        site.tell(guest.id());
    }

    private static void require(GuestState guest, PowerState wanted) {
        if (!guest.is(wanted)) {
            throw Refusal.state("the guest is " + guest.power() + ", not " + wanted, "observe it again");
        }
    }

    private long now() {
        return site.world().now();
    }
}
