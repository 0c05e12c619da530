package io.polyvisor.placement.site;

import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to run, in words that hold on every endpoint: a guest can be made from it anywhere, and made again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the service's and its guest's name
 * @param vcpus virtual processors
 * @param memory memory
 * @param protection what should happen when its host is lost
 * @param vlans one NIC for each, in order
 * @param cpuVendor the only CPU vendor that it runs on; empty for any
 * @param image the site's image that its first disk is copied from; empty for empty disks
 * @param disks its disks, in order; the first is grown to its size when it comes from an image
 * @param seed what the guest is told at its first boot
 * @param pins where its owner wants it
 * @param tags names and values that policies can match; the guest bears them
 * @param description free text
 */
public record Service(
        String name,
        int vcpus,
        Memory memory,
        Protection protection,
        List<VlanId> vlans,
        Optional<String> cpuVendor,
        Optional<String> image,
        List<GuestDisk> disks,
        Optional<SeedSpec> seed,
        Pins pins,
        Map<String, String> tags,
        String description) {

    /** Copies what could change. */
    public Service {
        GuestName.of(name);
        Names.atLeast(1, vcpus, "number of virtual processors of service " + name);
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(protection, "protection");
        vlans = List.copyOf(vlans);
        Objects.requireNonNull(cpuVendor, "CPU vendor");
        Objects.requireNonNull(image, "image");
        disks = List.copyOf(disks);
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(pins, "pins");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(description, "description");
    }

    /** The guest that it needs, yet to be made. */
    public SiteGuest guest() {
        return new SiteGuest(
                name,
                vcpus,
                memory,
                protection,
                Set.copyOf(vlans),
                cpuVendor,
                image,
                disks,
                pins,
                Mobility.LIVE,
                true,
                Optional.empty(),
                Optional.empty(),
                tags);
    }

    /**
     * The guest's spec in that endpoint's words. Its host is left open: an endpoint's host is known by id only where it was observed.
     *
     * @throws IllegalArgumentException when the endpoint has no network, image or storage of a name that the service uses
     */
    public GuestSpec specOn(SiteEndpoint endpoint, Map<String, SiteStorage> storages) {
        GuestSpec.Builder spec = GuestSpec.named(name)
                .vcpus(vcpus)
                .memory(memory)
                .protection(protection)
                .description(description);
        tags.forEach(spec::tag);
        for (int i = 0; i < disks.size(); i++) {
            spec.disk(disk(disks.get(i), i == 0 ? image : Optional.empty(), endpoint, storages));
        }
        vlans.forEach(vlan -> spec.nic(NicSpec.on(network(vlan, endpoint))));
        seed.ifPresent(spec::seed);
        return spec.build();
    }

    private DiskSpec disk(
            GuestDisk disk, Optional<String> from, SiteEndpoint endpoint, Map<String, SiteStorage> storages) {
        Optional<StorageId> storage =
                disk.storage().map(site -> storage(site, endpoint, storages)).or(endpoint::newDisksIn);
        if (from.isEmpty()) {
            DiskSpec.NewDisk made = DiskSpec.newDisk(disk.size());
            return storage.map(made::in).orElse(made);
        }
        VolumeId volume = known(endpoint.images().get(from.get()), "image", from.get(), endpoint);
        DiskSpec.FromImage copy = DiskSpec.copyOf(volume).grownTo(disk.size());
        return storage.map(copy::in).orElse(copy);
    }

    private NetworkId network(VlanId vlan, SiteEndpoint endpoint) {
        return known(endpoint.networks().get(vlan), "network for VLAN", vlan.toString(), endpoint);
    }

    private StorageId storage(String site, SiteEndpoint endpoint, Map<String, SiteStorage> storages) {
        SiteStorage storage = known(storages.get(site), "storage", site, endpoint);
        return known(storage.on().get(endpoint.name()), "storage", site, endpoint);
    }

    private <T> T known(@org.jspecify.annotations.Nullable T found, String what, String which, SiteEndpoint endpoint) {
        if (found == null) {
            throw new IllegalArgumentException("service " + name + " needs " + what + " " + which + ", and endpoint "
                    + endpoint.name() + " has none of that name");
        }
        return found;
    }
}
