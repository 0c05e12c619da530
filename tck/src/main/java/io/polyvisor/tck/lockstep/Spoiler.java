package io.polyvisor.tck.lockstep;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestChange.Timing;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Provisioning;
import io.polyvisor.tck.lockstep.ConfigurationStep.BootChoice;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes steps on endpoints, and steps with something wrong about them. */
final class Spoiler {
    private final Random random;
    private final Menu menu;

    Spoiler(Random random, Menu menu) {
        this.random = random;
        this.menu = menu;
    }

    /** A step on volumes or templates. */
    Step onEndpoint(Situation now) {
        List<String> volumes = now.volumes();
        List<String> templates = now.templates();
        String volume = volumes.isEmpty() ? "v0" : menu.one(volumes);
        String template = templates.isEmpty() ? "t0" : menu.one(templates);
        return switch (random.nextInt(9)) {
            case 0, 1, 8 ->
                new VolumeStep.CreateVolume(
                        volumes.size() < 3 ? menu.newVolume() : volume,
                        menu.newSize(),
                        menu.one(Provisioning.values()));
            case 2 -> new VolumeStep.GrowVolume(volume, random.nextInt(4) == 0 ? 1 : menu.newSize());
            case 3 -> new VolumeStep.DeleteVolume(volume);
            case 4 -> new VolumeStep.CopyVolume(volume, menu.newVolume());
            case 5, 6 ->
                templates.isEmpty() || now.guests().size() >= Generator.MOST_GUESTS
                        ? new CreationStep.DeleteTemplate(template)
                        : new CreationStep.Deploy(template, menu.newGuest(), menu.one(CopyMode.values()));
            default -> new CreationStep.DeleteTemplate(template);
        };
    }

    /** A guest that cannot be made. */
    Step create() {
        CreationStep.Flaw flaw = menu.one(CreationStep.Flaw.values());
        CreationStep.Flaw wrong = flaw == CreationStep.Flaw.NONE ? CreationStep.Flaw.NAME_TAKEN : flaw;
        return new CreationStep.Create(menu.newGuest(), NameStyle.PLAIN, 2, 64, 2, 1, CreationStep.Drive.NONE, wrong);
    }

    /** Something on that guest that is wrong, or that the caller did not agree to. */
    Step onGuest(String guest, Situation now) {
        String other = now.guests().stream()
                .filter(each -> !each.equals(guest))
                .findFirst()
                .orElse("g0");
        List<String> snapshots = now.snapshots(guest);
        String snapshot = snapshots.isEmpty() ? "s0" : menu.one(snapshots);
        boolean suspended = now.state(guest).equals(Optional.of(PowerState.SUSPENDED));
        // What would be lost is the likeliest to go wrong.
        return switch (suspended ? random.nextInt(3) : random.nextInt(14)) {
            case 0 -> new PowerStep.PowerOff(guest, false);
            case 1 -> new RemovalStep.Delete(guest, Deletion.Volumes.DELETE_OWNED, false);
            case 2 -> new SnapshotStep.Revert(guest, snapshot, false);
            case 3 ->
                new ConfigurationStep.Reconfigure(
                        guest, 0, ConfigurationStep.LEAVE, BootChoice.LEAVE, Timing.AS_SOON_AS_POSSIBLE);
            case 4 ->
                new ConfigurationStep.Reconfigure(
                        guest, ConfigurationStep.LEAVE, 0, BootChoice.LEAVE, Timing.AS_SOON_AS_POSSIBLE);
            case 5 -> new ConfigurationStep.RenameLike(guest, other);
            case 6 -> new DeviceStep.DetachDisk(guest, 99);
            case 7 -> new DeviceStep.GrowDisk(guest, 1, 1);
            case 8 -> new DeviceStep.Insert(guest, true);
            case 9 -> new DeviceStep.AttachNic(guest, menu.number(), true);
            case 10 -> new DeviceStep.DetachNic(guest, 99);
            case 11 -> new SnapshotStep.Take(guest, snapshot, random.nextBoolean());
            case 12 -> new SnapshotStep.Drop(guest, "none");
            default -> new DeviceStep.AttachVolume(guest, "v0", false);
        };
    }
}
