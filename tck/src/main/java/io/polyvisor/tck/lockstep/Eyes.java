package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a side's walk made: every guest for itself and in bulk, snapshots, permissions, volumes, templates, events. */
final class Eyes {
    private static final List<Verb> GUEST_VERBS =
            Stream.of(Verb.values()).filter(Verb::actsOnGuest).toList();

    private final Side side;

    private final World before;
    private final Optional<String> touched;

    /** Permissions are read anew of the guest that was touched, and of those that look otherwise than before. */
    Eyes(Side side, World before, Optional<String> touched) {
        this.side = side;
        this.before = before;
        this.touched = touched;
    }

    World world() {
        Inventory inventory = side.endpoint().inventory(fields());
        Map<String, World.Sight> sights = new LinkedHashMap<>();
        side.guests().forEach((alias, guest) -> sights.put(alias, sight(alias, guest, inventory)));
        Set<String> known =
                side.guests().values().stream().map(guest -> guest.id().value()).collect(Collectors.toSet());
        List<String> strangers = inventory.guests().stream()
                .filter(guest -> guest.name().value().startsWith(side.prefix()))
                .filter(guest -> !known.contains(guest.id().value()))
                .map(guest -> side.plain(guest.name().value()))
                .toList();
        return new World(sights, strangers, volumes(inventory), templates(inventory));
    }

    private InventoryField[] fields() {
        List<InventoryField> wanted = new ArrayList<>(List.of(InventoryField.VOLUMES));
        if (side.endpoint().capabilities().provides(Capability.TEMPLATES)) {
            wanted.add(InventoryField.TEMPLATES);
        }
        return wanted.toArray(InventoryField[]::new);
    }

    private World.Sight sight(String alias, Guest guest, Inventory inventory) {
        Optional<GuestView> view = seen(guest);
        view.ifPresent(this::rememberVolumes);
        return new World.Sight(
                view,
                inventory.guest(guest.id()),
                view.map(there -> Slots.of(there, inventory.volumes(), side.addresses()))
                        .orElse(Slots.none()),
                view.isPresent() ? snapshots(guest) : List.of(),
                view.isPresent() ? permissions(alias, guest, view) : Map.of(),
                side.events().of(guest.id()));
    }

    private static Optional<GuestView> seen(Guest guest) {
        try {
            return Optional.of(guest.view());
        } catch (PolyvisorException gone) {
            if (gone.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    private void rememberVolumes(GuestView guest) {
        guest.requireDetails().disks().stream()
                .filter(disk -> disk.role() == DiskView.Role.DISK)
                .flatMap(disk -> disk.volume().stream())
                .forEach(side.seenVolumes()::add);
    }

    private List<SnapshotView> snapshots(Guest guest) {
        boolean any = side.endpoint().capabilities().provides(Capability.SNAPSHOT_DISKS)
                || side.endpoint().capabilities().provides(Capability.SNAPSHOT_MEMORY);
        return any ? guest.snapshots().list() : List.of();
    }

    private Map<Verb, Boolean> permissions(String alias, Guest guest, Optional<GuestView> view) {
        World.Sight last = before.guests().get(alias);
        if (last != null && !touched.equals(Optional.of(alias)) && last.view().equals(view)) {
            return last.may();
        }
        Map<Verb, Boolean> all = new EnumMap<>(Verb.class);
        GUEST_VERBS.forEach(verb -> all.put(verb, guest.may(verb).granted()));
        return all;
    }

    /** The walk's volumes, each asked for by itself too, because only that tells who uses it. */
    private List<VolumeView> volumes(Inventory inventory) {
        return inventory.volumes().stream()
                .filter(volume -> ours(volume.id()))
                .flatMap(volume -> side.endpoint().volumes().find(volume.id()).stream())
                .toList();
    }

    private boolean ours(VolumeId volume) {
        return side.volumeAlias(volume).isPresent() || side.seenVolumes().contains(volume);
    }

    private List<TemplateView> templates(Inventory inventory) {
        return inventory.templates().stream()
                .filter(template -> template.name().value().startsWith(side.prefix()))
                .toList();
    }
}
