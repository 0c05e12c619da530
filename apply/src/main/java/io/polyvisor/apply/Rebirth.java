package io.polyvisor.apply;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a guest's last observation the spec by which it is defined anew on another host: same disks, same addresses, OFF. */
final class Rebirth {
    private final Site site;
    private final KeptGuest kept;
    private final HostKey target;
    private final List<String> lost = new ArrayList<>();

    private Rebirth(Site site, KeptGuest kept, HostKey target) {
        this.site = site;
        this.kept = kept;
        this.target = target;
    }

    /**
     * What a guest is defined anew by.
     *
     * @param spec its spec
     * @param lost what of it the target does not have, in words; with a disk or a NIC among it, it must not be made
     */
    record Reborn(GuestSpec spec, List<String> lost) {}

    static Reborn of(Site site, KeptGuest kept, HostKey target, Optional<HostId> host) {
        Rebirth rebirth = new Rebirth(site, kept, target);
        return new Reborn(rebirth.spec(host), List.copyOf(rebirth.lost));
    }

    private GuestSpec spec(Optional<HostId> host) {
        GuestDetails details = kept.view().requireDetails();
        List<DiskSpec> disks = new ArrayList<>();
        details.disks().stream()
                .filter(disk -> disk.role() == DiskView.Role.DISK)
                .forEach(disk -> existing(disk).ifPresent(disks::add));
        List<NicSpec> nics = new ArrayList<>();
        details.nics().forEach(nic -> nic(nic).ifPresent(nics::add));
        Optional<VolumeId> media = media(details);
        boolean drive = details.disks().stream().anyMatch(disk -> disk.role() != DiskView.Role.DISK);
        return new GuestSpec(
                kept.view().name(),
                kept.view().kind(),
                kept.view().vcpus(),
                Math.max(details.maxVcpus(), kept.view().vcpus()),
                kept.view().memory(),
                details.maxMemory().isMoreThan(kept.view().memory())
                        ? details.maxMemory()
                        : kept.view().memory(),
                disks,
                nics,
                boot(details, !disks.isEmpty(), !nics.isEmpty(), drive),
                media,
                drive,
                Optional.empty(),
                host,
                false,
                details.mark().map(Mark::protection).orElse(Protection.DO_NOT_RESTART),
                details.mark().map(Mark::tags).orElse(Map.of()),
                details.description());
    }

    /** Firmware is told of devices that are there. */
    private static List<BootDevice> boot(GuestDetails details, boolean disks, boolean nics, boolean drive) {
        return details.bootOrder().stream()
                .filter(device -> switch (device) {
                    case DISK -> disks;
                    case NETWORK -> nics;
                    case CDROM -> drive;
                })
                .toList();
    }

    private Optional<DiskSpec> existing(DiskView disk) {
        Optional<VolumeId> volume = disk.volume().flatMap(this::there);
        if (volume.isEmpty()) {
            lost.add("disk " + disk.id() + " (" + disk.source() + ") is in no storage that " + target + " shares");
        }
        return volume.map(found -> new DiskSpec.Existing(found, disk.readOnly()));
    }

    /** A medium, or else the seed, where the target sees it: a guest runs without either. */
    private Optional<VolumeId> media(GuestDetails details) {
        return details.disks().stream()
                .filter(disk -> disk.role() != DiskView.Role.DISK)
                .sorted((one, other) -> one.role().compareTo(other.role()))
                .flatMap(disk -> disk.volume().flatMap(this::there).stream())
                .findFirst();
    }

    private Optional<VolumeId> there(VolumeId volume) {
        String from = kept.host().endpoint();
        if (from.equals(target.endpoint())) {
            return Optional.of(volume);
        }
        return site.storages().values().stream()
                .filter(SiteStorage::shared)
                .filter(storage -> volume.storage().equals(storage.on().get(from)))
                .flatMap(storage -> Optional.<StorageId>ofNullable(storage.on().get(target.endpoint())).stream())
                .findFirst()
                .map(storage -> new VolumeId(storage, volume.key()));
    }

    private Optional<NicSpec> nic(NicView nic) {
        Optional<NetworkId> network = nic.network().flatMap(this::there);
        if (network.isEmpty()) {
            lost.add("NIC " + nic.mac() + " is on a network that endpoint " + target.endpoint() + " does not have");
        }
        return network.map(found -> NicSpec.on(found).withMac(nic.mac()));
    }

    /** The network of the same VLAN; where the site names none, the one of the same name. */
    private Optional<NetworkId> there(NetworkId network) {
        SiteEndpoint from = site.endpointOf(kept.host());
        SiteEndpoint to = site.endpointOf(target);
        Optional<VlanId> vlan = from.networks().entrySet().stream()
                .filter(entry -> entry.getValue().equals(network))
                .map(Map.Entry::getKey)
                .findFirst();
        return vlan.isEmpty()
                ? Optional.of(network)
                : Optional.ofNullable(to.networks().get(vlan.get()));
    }
}
