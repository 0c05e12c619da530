package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.NetworkHandle;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a host holds, in bulk: guests in 4 calls, beside them hosts in 1, networks in 2, storages in 1 and one per pool. Volumes cost
 * one call per volume, since only its XML tells its format and what lies under it.
 */
final class KvmInventory {
    private final KvmCalls calls;
    private final HostFacts host;
    private final GuestInventory guests;
    private final KvmTemplates templates;

    KvmInventory(KvmCalls calls, GuestReading reading, KvmTemplates templates) {
        this.calls = calls;
        this.host = calls.session().host();
        this.guests = new GuestInventory(host, reading);
        this.templates = templates;
    }

    Inventory read(Set<InventoryField> fields, Instant began) {
        return calls.host("the inventory").ask(libvirt -> read(libvirt, fields, began));
    }

    private Inventory read(LibvirtConnection libvirt, Set<InventoryField> fields, Instant began) {
        List<String> gaps = new ArrayList<>();
        boolean details = fields.contains(InventoryField.DETAILS);
        List<GuestView> found =
                details ? guests.detailed(libvirt, VolumeLookups.inBulk(libvirt), gaps) : guests.summary(libvirt);
        List<VolumeView> volumes = fields.contains(InventoryField.VOLUMES)
                ? volumes(libvirt, details ? Optional.of(users(found)) : Optional.empty(), gaps)
                : List.of();
        return new Inventory(
                began,
                fields,
                found,
                fields.contains(InventoryField.HOSTS) ? List.of(host(libvirt)) : List.of(),
                fields.contains(InventoryField.STORAGES) ? storages(libvirt, fields, volumes, gaps) : List.of(),
                volumes,
                fields.contains(InventoryField.NETWORKS) ? networks(libvirt) : List.of(),
                fields.contains(InventoryField.TEMPLATES) ? templates.list(libvirt) : List.of(),
                gaps);
    }

    private HostView host(LibvirtConnection libvirt) {
        return new HostView(
                host.id(),
                host.name(),
                HostView.State.ONLINE,
                host.cpus(),
                host.cpuVendor(),
                host.memory(),
                Optional.of(Memory.bytes(libvirt.host().freeMemory())),
                "QEMU " + host.qemu());
    }

    private static List<NetworkView> networks(LibvirtConnection libvirt) {
        Set<String> active = names(libvirt, Flags.NETWORKS_ACTIVE);
        return names(libvirt, Flags.NONE).stream()
                .sorted()
                // libvirt shows a VLAN only where it makes one itself, on Open vSwitch; elsewhere it is the bridge's
                // affair.
                .map(name -> new NetworkView(NetworkId.of(name), active.contains(name), Optional.empty()))
                .toList();
    }

    private static Set<String> names(LibvirtConnection libvirt, int flags) {
        try (HandleList<NetworkHandle> networks = libvirt.networks().list(flags)) {
            return networks.asList().stream().map(NetworkHandle::name).collect(Collectors.toSet());
        } catch (LibvirtFault said) {
            if (said.is("VIR_ERR_NO_SUPPORT")) {
                return Set.of();
            }
            throw said;
        }
    }

    private static List<StorageView> storages(
            LibvirtConnection libvirt, Set<InventoryField> fields, List<VolumeView> volumes, List<String> gaps) {
        List<StorageView> storages = new ArrayList<>();
        try (HandleList<PoolHandle> pools = libvirt.storage().pools(Flags.NONE)) {
            for (PoolHandle pool : pools) {
                Optional<Memory> promised = fields.contains(InventoryField.VOLUMES)
                        ? Optional.of(promised(pool.name(), volumes))
                        : Optional.empty();
                storage(pool, promised, gaps).ifPresent(storages::add);
            }
        }
        storages.sort(Comparator.comparing(StorageView::id));
        return storages;
    }

    private static Optional<StorageView> storage(PoolHandle pool, Optional<Memory> promised, List<String> gaps) {
        try {
            PoolXml xml = PoolXml.read(pool.xml());
            return Optional.of(xml.view(pool.name(), xml.tellsCapacity() || pool.isActive(), promised));
        } catch (LibvirtFault said) {
            if (!said.is("VIR_ERR_NO_STORAGE_POOL")) {
                gaps.add("storage " + pool.name() + ": " + said.text());
            }
            return Optional.empty();
        }
    }

    private static Memory promised(String pool, List<VolumeView> volumes) {
        return volumes.stream()
                .filter(volume -> volume.id().storage().value().equals(pool))
                .map(VolumeView::capacity)
                .reduce(Memory.ZERO, Memory::plus);
    }

    private static List<VolumeView> volumes(
            LibvirtConnection libvirt, Optional<Map<VolumeId, Set<GuestId>>> users, List<String> gaps) {
        VolumeLookup lookup = VolumeLookups.inBulk(libvirt);
        return new VolumeListing(lookup, users, gaps).all(libvirt);
    }

    private static Map<VolumeId, Set<GuestId>> users(List<GuestView> guests) {
        Map<VolumeId, Set<GuestId>> users = new HashMap<>();
        for (GuestView guest : guests) {
            guest.details()
                    .ifPresent(details -> details.disks()
                            .forEach(disk -> disk.volume()
                                    .ifPresent(volume -> users.computeIfAbsent(volume, unseen -> new HashSet<>())
                                            .add(guest.id()))));
        }
        return users;
    }
}
