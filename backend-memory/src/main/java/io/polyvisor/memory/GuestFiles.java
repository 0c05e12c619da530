package io.polyvisor.memory;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A guest's file tree as the guest sees it: {@code /tmp} and {@code /run} are in its memory, {@code /mnt/vdb} is the root of that disk,
 * all else is on its first disk, or in memory where it has none.
 */
final class GuestFiles {
    private final Site site;
    private final GuestState guest;

    GuestFiles(Site site, GuestState guest) {
        this.site = site;
        this.guest = guest;
    }

    /** What a write came to. */
    enum Written {
        /** It is there. */
        YES,
        /** The disk is full. */
        DISK_FULL,
        /** The storage under the disk is full: the guest was stopped before it could notice. */
        STORAGE_FULL
    }

    private record Place(Optional<VolumeState> volume, String path) {}

    Optional<Content.Stored> read(String path) {
        Place place = place(path);
        Map<String, Content.Stored> files = place.volume
                .map(volume -> volume.content().files())
                .orElseGet(() -> guest.machine().ram());
        return Optional.ofNullable(files.get(place.path));
    }

    Written write(String path, Content.Stored file) {
        Place place = place(path);
        if (place.volume.isEmpty()) {
            guest.machine().ram().put(place.path, file);
            return Written.YES;
        }
        VolumeState volume = place.volume.get();
        long more = volume.content().growthBy(place.path, file);
        if (!volume.holds(more)) {
            return Written.DISK_FULL;
        }
        StorageState storage = site.requireStorage(volume.id().storage());
        if (!storage.hasRoom(volume.growthOf(more))) {
            stall(new GuestState.Blocked("storage " + storage.id() + " is full", volume.id(), place.path, file));
            return Written.STORAGE_FULL;
        }
        volume.write(volume.content().with(place.path, file), more);
        return Written.YES;
    }

    void remove(String path) {
        Place place = place(path);
        place.volume.ifPresentOrElse(
                volume -> volume.write(volume.content().without(place.path), 0),
                () -> guest.machine().ram().remove(place.path));
    }

    /** Tries a write again that had found its storage full; whether the guest can go on. */
    boolean retry(GuestState.Blocked stalled) {
        VolumeState volume = site.requireVolume(stalled.volume());
        long more = volume.content().growthBy(stalled.path(), stalled.file());
        boolean fits = site.requireStorage(volume.id().storage()).hasRoom(volume.growthOf(more));
        if (fits) {
            volume.write(volume.content().with(stalled.path(), stalled.file()), more);
        }
        return fits;
    }

    /** All files, wherever they are, by the path under which the guest sees them. */
    Map<String, Content.Stored> all() {
        Map<String, Content.Stored> found = new TreeMap<>(guest.machine().ram());
        site.life().root(guest).ifPresent(root -> found.putAll(root.content().files()));
        for (Configuration.Slot slot : guest.present().disks()) {
            slot.volume()
                    .flatMap(site::volume)
                    .ifPresent(volume -> volume.content()
                            .files()
                            .forEach((path, file) -> found.put("/mnt/" + slot.id() + path, file)));
        }
        return found;
    }

    private void stall(GuestState.Blocked by) {
        guest.enter(PowerState.PAUSED, StateReason.IO_ERROR, site.world().now());
        guest.blocked(Optional.of(by));
        site.tell(guest.id());
    }

    private Place place(String path) {
        if (path.startsWith("/tmp/") || path.startsWith("/run/")) {
            return new Place(Optional.empty(), path);
        }
        for (Configuration.Slot slot : guest.present().disks()) {
            String mount = "/mnt/" + slot.id() + "/";
            if (path.startsWith(mount)) {
                return new Place(slot.volume().flatMap(site::volume), path.substring(mount.length() - 1));
            }
        }
        return new Place(site.life().root(guest), path);
    }
}
