package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.AuditRecord;
import io.polyvisor.Check;
import io.polyvisor.EndpointView;
import io.polyvisor.GuestEvent;
import io.polyvisor.OperationId;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Effect;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Health;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One of each view with everything known, and some with nothing known. */
final class Samples {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CreationKey KEY = CreationKey.of("7c1d0a52-9b6e-4a2b-8f5d-0b7c3f1f2a11");
    private static final VolumeId VOLUME = VolumeId.of("images", "web-vda");
    private static final GuestId GUEST = GuestId.of("3f2a9c1e");
    private static final HostId HOST = HostId.of("h1");

    static final DiskView DISK =
            new DiskView(DiskId.of("vda"), DiskView.Role.DISK, Optional.of(VOLUME), "/images/web-vda", false, true);
    static final NicView NIC = new NicView(
            NicId.of("nic0"), MacAddress.of("52:54:00:12:34:56"), Optional.of(NetworkId.of("servers")), true);
    static final GuestDetails DETAILS = new GuestDetails(
            Optional.of(new Mark(Optional.of(KEY), Map.of("team", "web"), Protection.PROTECTED)),
            "the shop",
            4,
            Memory.gib(8),
            List.of(DISK),
            List.of(NIC),
            List.of(BootDevice.CDROM, BootDevice.DISK),
            AgentState.CONNECTED,
            Optional.of(List.of(new Address("192.0.2.7", Address.Source.AGENT))),
            Set.of(new CurrentOperation(Optional.of(Verb.SHUTDOWN), "shutdown-requested", Optional.of(NOON))),
            Optional.of("a question"),
            Set.of(GuestField.VCPUS));
    static final GuestView KNOWN = new GuestView(
            GUEST,
            GuestName.of("web"),
            GuestKind.VIRTUAL_MACHINE,
            Power.of(PowerState.RUNNING, StateReason.USER),
            Optional.of(HOST),
            2,
            Memory.gib(4),
            true,
            true,
            Optional.of(DETAILS));
    static final GuestView UNKNOWN = new GuestView(
            GUEST,
            GuestName.of("web"),
            GuestKind.CONTAINER,
            Power.unknown(PowerState.PAUSED, NOON),
            Optional.empty(),
            2,
            Memory.gib(4),
            false,
            false,
            Optional.empty());
    static final SnapshotView SNAPSHOT = new SnapshotView(
            SnapshotId.of("s2"),
            "before",
            "before the upgrade",
            Optional.of(SnapshotId.of("s1")),
            true,
            SnapshotContent.DISKS_AND_MEMORY,
            PowerState.RUNNING,
            Optional.of(NOON),
            Optional.of(KEY));
    static final GuestStats GUEST_STATS = new GuestStats(
            GUEST,
            NOON,
            Optional.of(Duration.ofSeconds(7)),
            Optional.of(Memory.mib(300)),
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.of(3),
            OptionalLong.empty());
    static final HostView HOST_VIEW = new HostView(
            HOST,
            "host1",
            HostView.State.ONLINE,
            8,
            Optional.of("GenuineIntel"),
            Memory.gib(16),
            Optional.of(Memory.gib(9)),
            "QEMU 7.2");
    static final StorageView STORAGE = new StorageView(
            StorageId.of("images"),
            "dir",
            true,
            Optional.of(Memory.gib(200)),
            Optional.of(Memory.gib(100)),
            Optional.of(Memory.gib(150)),
            Optional.of("nfs://filer/guests"));
    static final VolumeView VOLUME_VIEW = new VolumeView(
            VOLUME,
            Memory.gib(10),
            Memory.gib(1),
            "qcow2",
            Optional.of(VolumeId.of("images", "linux")),
            Optional.of(Set.of(GUEST)));
    static final NetworkView NETWORK = new NetworkView(NetworkId.of("servers"), true, Optional.of(VlanId.of(10)));
    static final TemplateView TEMPLATE =
            new TemplateView(TemplateId.of("t1"), GuestName.of("golden"), 1, Memory.gib(1));
    static final HostStats HOST_STATS = new HostStats(
            HOST,
            NOON,
            Optional.of(Duration.ofSeconds(1)),
            Optional.of(Duration.ofSeconds(9)),
            Optional.of(Memory.gib(9)));
    static final EndpointFacts FACTS = new EndpointFacts("QEMU", "7.2", "libvirt 9.0", EndpointFacts.Nature.REAL);
    static final Health HEALTH = new Health(Health.State.IMPAIRED, 1, 4, List.of("start web"), 2, 3);
    static final AuditRecord AUDIT = new AuditRecord(
            new OperationId(7),
            NOON,
            Duration.ofMillis(40),
            "root",
            Optional.of("ticket 7"),
            "kvm1",
            Verb.START,
            "guest web",
            List.of(HOST),
            Outcome.NOT_APPLIED,
            Optional.of(Effect.APPLIED),
            Optional.of(ErrorKind.BUSY));

    private Samples() {}

    /** One of each, by the name that the documentation gives it. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("guest", GuestJson.guest(KNOWN));
        all.put("guest, hardly known", GuestJson.guest(UNKNOWN));
        all.put("may", GuestJson.permissions(permissions()).get(0));
        all.put("may not", GuestJson.permissions(permissions()).get(1));
        all.put("snapshot", GuestJson.snapshot(SNAPSHOT));
        all.put("guestStats", GuestJson.stats(GUEST_STATS));
        all.put("host", ResourceJson.host(HOST_VIEW));
        all.put("hostStats", ResourceJson.stats(HOST_STATS));
        all.put("storage", ResourceJson.storage(STORAGE));
        all.put("volume", ResourceJson.volume(VOLUME_VIEW));
        all.put("network", ResourceJson.network(NETWORK));
        all.put("template", ResourceJson.template(TEMPLATE));
        all.put("facts", ResourceJson.facts(FACTS));
        all.put("health", ResourceJson.health(HEALTH));
        all.put("fleet", FleetJson.document("guests", fleet(), any -> List.of(GuestJson.guest(UNKNOWN))));
        all.put(
                "event",
                EventJson.event("kvm1", new GuestEvent.Level(3, NOON, GUEST, Optional.of(UNKNOWN), Optional.empty())));
        all.put("event, gap", EventJson.event("kvm1", new GuestEvent.Gap(4, NOON, "the daemon was gone")));
        all.put("audit", EventJson.audit(AUDIT));
        all.put("error", ErrorJson.error(error()));
        all.put("error of the command", ErrorJson.own("USAGE", "wrong option"));
        all.put("check", ResultJson.check(new Check(Verb.START, "guest web", true, Optional.of(error()))));
        all.put("result", ResultJson.success("start", "web", Effect.UNCHANGED));
        all.put("result, made", ResultJson.success("disk attach", "web", DiskId.of("vdb")));
        all.put("result, volume", ResultJson.success("volume create", "images/web-vda", VOLUME_VIEW));
        all.put("result, reconfigured", ResultJson.success("resize", "web", reconfigured()));
        all.put(
                "result, deleted",
                ResultJson.success("rm", "web", new Deleted(Effect.APPLIED, List.of(VOLUME), List.of())));
        all.put("result, failed", ResultJson.failure("start", "web", ErrorJson.own("NOT_FOUND", "no guest")));
        return all;
    }

    private static PolyvisorException error() {
        return PolyvisorException.of(
                new Fault.InvalidSpec(List.of(new SpecProblem("nics[0].network", "there is no network moon"))),
                new FailureContext(
                        "kvm1",
                        Optional.of("guest web"),
                        "create",
                        Outcome.NOT_APPLIED,
                        RetryAdvice.NEVER,
                        Optional.of(new NativeError("libvirt", "VIR_ERR_NO_NETWORK(43)", "no network moon"))),
                null);
    }

    private static Map<Verb, Permission> permissions() {
        Map<Verb, Permission> permissions = new EnumMap<>(Verb.class);
        permissions.put(Verb.START, new Permission.Allowed());
        permissions.put(Verb.PAUSE, new Permission.Refused("the guest is off", Optional.of("start it first")));
        return permissions;
    }

    private static Reconfigured reconfigured() {
        return new Reconfigured(Effect.APPLIED, Map.of(GuestField.VCPUS, GuestChange.When.NEXT_START));
    }

    private static List<EndpointView> fleet() {
        Inventory inventory = new Inventory(
                NOON,
                Set.of(),
                List.of(UNKNOWN),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("a gap"));
        return List.of(
                new EndpointView.Seen("kvm1", inventory), new EndpointView.Unseen("kvm2", error(), Optional.empty()));
    }
}
