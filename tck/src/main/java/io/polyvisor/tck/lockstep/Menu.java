package io.polyvisor.tck.lockstep;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestChange.Timing;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.lockstep.ConfigurationStep.BootChoice;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes steps with arguments that make sense on a guest as it is; {@link Spoiler} makes those that do not. New things get numbers
 * that count up within a walk, so that no two are alike.
 */
final class Menu {
    private final Random random;
    private final Site site;
    private int made;
    private int size = 16;
    private int memory;

    Menu(Random random, Site site) {
        this.random = random;
        this.site = site;
        this.memory = Math.toIntExact(site.maxMemory().toMib());
    }

    /** That verb on that guest. */
    Step step(Verb verb, String guest, Situation now) {
        PowerState state = now.state(guest).orElse(PowerState.OFF);
        return switch (verb) {
            case START -> new PowerStep.Start(guest);
            case SHUTDOWN -> new PowerStep.Shutdown(guest, random.nextBoolean());
            case POWER_OFF -> new PowerStep.PowerOff(guest, agreed(state));
            case PAUSE -> new PowerStep.Pause(guest);
            case RESUME -> new PowerStep.Resume(guest);
            case SUSPEND -> new PowerStep.Suspend(guest);
            case REBOOT -> new PowerStep.Reboot(guest);
            case RESET -> new PowerStep.Reset(guest);
            case CONSOLE -> new OpenConsole(guest);
            case DELETE -> new RemovalStep.Delete(guest, one(Deletion.Volumes.values()), state == PowerState.SUSPENDED);
            case RECONFIGURE -> reconfigure(guest, state, now.vcpus(guest));
            case RENAME -> new ConfigurationStep.Rename(guest, "-" + ++made, one(NameStyle.values()));
            case ANNOTATE -> annotate(guest);
            case SET_AUTOSTART -> new ConfigurationStep.Autostart(guest, random.nextInt(3) > 0);
            case ADOPT -> new ConfigurationStep.Adopt(guest);
            default -> deviceOrCopy(verb, guest, now);
        };
    }

    private Step deviceOrCopy(Verb verb, String guest, Situation now) {
        return switch (verb) {
            case DISK_ATTACH -> attachDisk(guest, now);
            case DISK_DETACH -> new DeviceStep.DetachDisk(guest, notTheRoot(guest, now));
            case DISK_GROW -> new DeviceStep.GrowDisk(guest, notTheRoot(guest, now), ++size);
            case MEDIA_CHANGE ->
                now.driveIsFull(guest) && random.nextInt(4) > 0
                        ? new DeviceStep.Eject(guest)
                        : new DeviceStep.Insert(guest, false);
            case NIC_ATTACH -> new DeviceStep.AttachNic(guest, ++made, false);
            case NIC_DETACH -> new DeviceStep.DetachNic(guest, random.nextInt(Math.max(1, now.nics(guest))));
            case SNAPSHOT_DISKS -> new SnapshotStep.Take(guest, "s" + ++made, false);
            case SNAPSHOT_MEMORY -> new SnapshotStep.Take(guest, "s" + ++made, true);
            case SNAPSHOT_REVERT -> new SnapshotStep.Revert(guest, anySnapshot(guest, now), true);
            case SNAPSHOT_DELETE -> new SnapshotStep.Drop(guest, anySnapshot(guest, now));
            case CLONE -> new CopyStep.Clone(guest, newGuest(), one(CopyMode.values()));
            case TEMPLATE_MAKE -> new CopyStep.MakeTemplate(guest, "t" + ++made);
            default -> throw new IllegalArgumentException("walks have no step for " + verb);
        };
    }

    /** A guest of full equipment, so that every verb finds something to act on. */
    Step create() {
        return new CreationStep.Create(
                newGuest(),
                one(NameStyle.values()),
                1 + random.nextInt(2),
                Math.toIntExact(site.memory().toMib()),
                2 + random.nextInt(2),
                1 + random.nextInt(2),
                one(CreationStep.Drive.EMPTY, CreationStep.Drive.FULL),
                CreationStep.Flaw.NONE);
    }

    /** Something that another client does to that guest. */
    Step elsewhere(String guest, Situation now) {
        boolean off = now.state(guest).equals(Optional.of(PowerState.OFF));
        Elsewhere.Act end = random.nextInt(4) == 0 ? Elsewhere.Act.DELETE : Elsewhere.Act.START;
        return new Elsewhere(guest, off ? end : Elsewhere.Act.POWER_OFF);
    }

    String newGuest() {
        return "g" + ++made;
    }

    String newVolume() {
        return "v" + ++made;
    }

    int newSize() {
        return ++size;
    }

    int number() {
        return ++made;
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    final <T> T one(T... all) {
        return all[random.nextInt(all.length)];
    }

    private Step reconfigure(String guest, PowerState state, int vcpus) {
        boolean live = state == PowerState.RUNNING || state == PowerState.PAUSED;
        Timing when = live ? one(Timing.AS_SOON_AS_POSSIBLE, Timing.NOW, Timing.NEXT_START) : one(Timing.values());
        boolean later = when == Timing.NEXT_START;
        boolean shrinks = !live || later;
        int processors = shrinks ? 1 + random.nextInt(site.maxVcpus()) : Math.min(vcpus + 1, site.maxVcpus());
        boolean memory = shrinks || !site.guests(GuestHabit.KEEPS_MEMORY);
        int mib = memory();
        BootChoice boot = live && !later ? BootChoice.LEAVE : one(BootChoice.values());
        return switch (random.nextInt(3)) {
            case 0 ->
                new ConfigurationStep.Reconfigure(
                        guest, processors, memory ? mib : ConfigurationStep.LEAVE, boot, when);
            case 1 ->
                new ConfigurationStep.Reconfigure(guest, processors, ConfigurationStep.LEAVE, BootChoice.LEAVE, when);
            default ->
                new ConfigurationStep.Reconfigure(
                        guest,
                        memory ? ConfigurationStep.LEAVE : processors,
                        memory ? mib : ConfigurationStep.LEAVE,
                        boot,
                        when);
        };
    }

    /** An amount; for guests that have no use for less than they may have, more than any guest had before. */
    private int memory() {
        if (site.guests(GuestHabit.KEEPS_MEMORY)) {
            memory += 8;
            return memory;
        }
        return Math.toIntExact(site.maxMemory().toMib()) - 16 * random.nextInt(3);
    }

    private Step annotate(String guest) {
        return switch (random.nextInt(3)) {
            case 0 -> new ConfigurationStep.Describe(guest, one("", "a <b> & \"c\"", "d\u00e9j\u00e0 vu " + ++made));
            case 1 -> new ConfigurationStep.Tag(guest, one("rack", "a&b"), one("r1", "<r2>", "r" + ++made));
            default -> new ConfigurationStep.Protect(guest, one(Protection.values()));
        };
    }

    /** Whether the loss of saved memory is accepted: where there is any, mostly. */
    private boolean agreed(PowerState state) {
        return state == PowerState.SUSPENDED && random.nextInt(3) > 0;
    }

    private Step attachDisk(String guest, Situation now) {
        List<String> volumes = now.volumes();
        return volumes.isEmpty() || random.nextBoolean()
                ? new DeviceStep.AttachDisk(guest, ++size)
                : new DeviceStep.AttachVolume(guest, one(volumes), random.nextBoolean());
    }

    private int notTheRoot(String guest, Situation now) {
        return 1 + random.nextInt(Math.max(1, now.disks(guest) - 1));
    }

    private String anySnapshot(String guest, Situation now) {
        List<String> all = now.snapshots(guest);
        return all.isEmpty() ? "s0" : one(all);
    }
}
