package io.polyvisor.placement.site;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A guest as placement sees it: what it needs, what binds it, and where it is.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name, unique in the site
 * @param vcpus virtual processors
 * @param memory memory
 * @param protection what should happen when its host is lost
 * @param vlans the VLANs that its NICs join
 * @param cpuVendor the only CPU vendor that it runs on; empty for any
 * @param image the site's image that it is made from; only endpoints that have it can make it
 * @param disks its disks
 * @param pins where its owner wants it
 * @param mobility how it can be brought elsewhere
 * @param active whether it runs or shall run: an inactive guest takes neither memory nor processors
 * @param place where it is; empty for one that has yet to be made
 * @param id the backend's key of it; empty for one that has yet to be made, or was not observed
 * @param tags names and values that policies can match
 */
public record SiteGuest(
        String name,
        int vcpus,
        Memory memory,
        Protection protection,
        Set<VlanId> vlans,
        Optional<String> cpuVendor,
        Optional<String> image,
        List<GuestDisk> disks,
        Pins pins,
        Mobility mobility,
        boolean active,
        Optional<HostKey> place,
        Optional<GuestId> id,
        Map<String, String> tags) {

    /** Copies what could change; a size below zero is refused. */
    public SiteGuest {
        Names.require(name, "guest");
        Names.atLeast(1, vcpus, "number of virtual processors of guest " + name);
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(protection, "protection");
        vlans = Set.copyOf(vlans);
        Objects.requireNonNull(cpuVendor, "CPU vendor");
        Objects.requireNonNull(image, "image");
        disks = List.copyOf(disks);
        Objects.requireNonNull(pins, "pins");
        Objects.requireNonNull(mobility, "mobility");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(id, "guest id");
        tags = Map.copyOf(tags);
    }

    /** An active guest that may run anywhere and be moved live, yet to be made. */
    public static SiteGuest of(String name, int vcpus, Memory memory) {
        return new SiteGuest(
                name,
                vcpus,
                memory,
                Protection.DO_NOT_RESTART,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Pins.NONE,
                Mobility.LIVE,
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** The same at that place. */
    public SiteGuest at(HostKey host) {
        return at(Optional.of(host));
    }

    /** The same at that place, or nowhere yet. */
    public SiteGuest at(Optional<HostKey> host) {
        return changed(draft -> draft.place = host);
    }

    /** The same with that protection. */
    public SiteGuest protectedAs(Protection other) {
        return changed(draft -> draft.protection = other);
    }

    /** The same on these VLANs. */
    public SiteGuest on(Set<VlanId> other) {
        return changed(draft -> draft.vlans = other);
    }

    /** The same, running on that CPU vendor only. */
    public SiteGuest onVendor(String vendor) {
        return changed(draft -> draft.cpuVendor = Optional.of(vendor));
    }

    /** The same with these disks. */
    public SiteGuest with(List<GuestDisk> other) {
        return changed(draft -> draft.disks = other);
    }

    /** The same, pinned like that. */
    public SiteGuest pinned(Pins other) {
        return changed(draft -> draft.pins = other);
    }

    /** The same, movable like that. */
    public SiteGuest movable(Mobility other) {
        return changed(draft -> draft.mobility = other);
    }

    /** The same, active or not. */
    public SiteGuest active(boolean other) {
        return changed(draft -> draft.active = other);
    }

    private SiteGuest changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A guest in which one thing is changed. Not thread-safe. */
    private static final class Draft {
        private final SiteGuest same;
        private Protection protection;
        private Set<VlanId> vlans;
        private Optional<String> cpuVendor;
        private List<GuestDisk> disks;
        private Pins pins;
        private Mobility mobility;
        private boolean active;
        private Optional<HostKey> place;

        private Draft(SiteGuest guest) {
            same = guest;
            protection = guest.protection;
            vlans = guest.vlans;
            cpuVendor = guest.cpuVendor;
            disks = guest.disks;
            pins = guest.pins;
            mobility = guest.mobility;
            active = guest.active;
            place = guest.place;
        }

        private SiteGuest finished() {
            return new SiteGuest(
                    same.name,
                    same.vcpus,
                    same.memory,
                    protection,
                    vlans,
                    cpuVendor,
                    same.image,
                    disks,
                    pins,
                    mobility,
                    active,
                    place,
                    same.id,
                    same.tags);
        }
    }
}
