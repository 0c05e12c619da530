package io.polyvisor.apply.site;

import io.polyvisor.EndpointView;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An endpoint's view, made up. Not thread-safe. */
final class EndpointSample {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final String name;
    private final List<HostView> hosts = new ArrayList<>();
    private final List<StorageView> storages = new ArrayList<>();
    private final List<NetworkView> networks = new ArrayList<>();
    private final List<GuestView> guests = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    EndpointSample(String name) {
        this.name = name;
    }

    /** A libvirt host with one storage, which others of that backing share, and the network servers. */
    static EndpointSample kvm(String name) {
        return new EndpointSample(name)
                .host(name + ".example.org", HostView.State.ONLINE)
                .storage("images", "netfs://filer/images")
                .network("servers");
    }

    /** A vCenter with two hosts. */
    static EndpointSample central() {
        return new EndpointSample("central")
                .host("esx1", HostView.State.ONLINE)
                .host("esx2", HostView.State.ONLINE)
                .storage("datastore", "vmfs://1")
                .network("servers", 10);
    }

    EndpointSample host(String host, HostView.State state) {
        hosts.add(new HostView(
                HostId.of("id-of-" + host),
                host,
                state,
                4,
                Optional.of("GenuineIntel"),
                Memory.gib(16),
                Optional.empty(),
                "QEMU"));
        return this;
    }

    EndpointSample storage(String id, String backing) {
        storages.add(new StorageView(
                StorageId.of(id),
                "dir",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                backing.isEmpty() ? Optional.empty() : Optional.of(backing)));
        return this;
    }

    EndpointSample network(String id) {
        networks.add(new NetworkView(NetworkId.of(id), true, Optional.empty()));
        return this;
    }

    EndpointSample network(String id, int vlan) {
        networks.add(new NetworkView(NetworkId.of(id), true, Optional.of(VlanId.of(vlan))));
        return this;
    }

    /** A running guest of 2 GiB and 1 vCPU that bears our mark. */
    EndpointSample ours(String guest) {
        return ours(guest, hosts.get(0).name(), PowerState.RUNNING, Protection.DO_NOT_RESTART);
    }

    EndpointSample ours(String guest, PowerState power) {
        return ours(guest, hosts.get(0).name(), power, Protection.DO_NOT_RESTART);
    }

    EndpointSample ours(String guest, String host, PowerState power, Protection protection) {
        return ours(guest, host, Power.of(power), protection);
    }

    EndpointSample ours(String guest, String host, Power power, Protection protection) {
        CreationKey key =
                new CreationKey(UUID.nameUUIDFromBytes(guest.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return guest(guest, host, power, Optional.of(new Mark(Optional.of(key), Map.of("team", "web"), protection)));
    }

    /** A running guest that is somebody else's. */
    EndpointSample foreign(String guest) {
        return guest(guest, hosts.get(0).name(), Power.of(PowerState.RUNNING), Optional.empty());
    }

    private EndpointSample guest(String guest, String host, Power power, Optional<Mark> mark) {
        StorageId storage = storages.get(0).id();
        GuestDetails details = new GuestDetails(
                mark,
                "",
                1,
                Memory.gib(2),
                List.of(new DiskView(
                        DiskId.of("vda"),
                        DiskView.Role.DISK,
                        Optional.of(new VolumeId(storage, guest)),
                        guest,
                        false,
                        false)),
                List.of(new NicView(
                        NicId.of("0"),
                        MacAddress.of("52:54:00:00:00:01"),
                        Optional.of(networks.get(0).id()),
                        true)),
                List.of(),
                AgentState.NONE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Set.of());
        guests.add(new GuestView(
                GuestId.of("vm-" + guests.size()),
                GuestName.of(guest),
                GuestKind.VIRTUAL_MACHINE,
                power,
                Optional.of(HostId.of("id-of-" + host)),
                1,
                Memory.gib(2),
                false,
                true,
                Optional.of(details)));
        return this;
    }

    /** Something that the endpoint cannot show. */
    EndpointSample gap(String words) {
        gaps.add(words);
        return this;
    }

    Inventory inventory() {
        return new Inventory(NOW, SiteObserver.FIELDS, guests, hosts, storages, List.of(), networks, List.of(), gaps);
    }

    EndpointView seen() {
        return new EndpointView.Seen(name, inventory());
    }

    EndpointView unseen() {
        return new EndpointView.Unseen(name, error(), Optional.of(inventory()));
    }

    EndpointView neverSeen() {
        return new EndpointView.Unseen(name, error(), Optional.empty());
    }

    private PolyvisorException error() {
        return PolyvisorException.of(
                new Fault.Unreachable("no answer"),
                new FailureContext(
                        name, Optional.empty(), "inventory", Outcome.NOT_APPLIED, RetryAdvice.NEVER, Optional.empty()),
                null);
    }
}
