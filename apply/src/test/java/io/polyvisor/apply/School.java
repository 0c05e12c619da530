package io.polyvisor.apply;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.memory.MemorySite;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import io.polyvisor.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The two places of a school as memory endpoints of one world, one pool over both, and a way to write plans for them. */
final class School implements AutoCloseable {
    static final HostKey FORUM1 = new HostKey("forum", "forum1");
    static final HostKey FORUM2 = new HostKey("forum", "forum2");
    static final HostKey KB1 = new HostKey("kb", "kb1");
    static final HostKey KB2 = new HostKey("kb", "kb2");
    static final HostKey KB_SPARE = new HostKey("kb", "kb-spare");
    static final CreationKey KEY = new CreationKey(UUID.nameUUIDFromBytes(new byte[] {1}));

    final TimeSource time;
    final Polyvisor polyvisor;
    private final String parameters;
    final Map<String, Endpoint> connected = new LinkedHashMap<>();
    final Set<String> cut = new HashSet<>();
    final StateDirectory state;
    /** Names that several guests have: the site calls them {@code ENDPOINT/NAME}. */
    final Set<String> spelledOut = new HashSet<>();

    final List<ApplyEvent> events = new ArrayList<>();
    final List<List<String>> fenceRuns = new ArrayList<>();
    FenceRunner fences = (command, deadline) -> {
        fenceRuns.add(command);
        return new FenceRunner.Result(true, "00", "it ended with exit code 0");
    };
    ApplyOptions options = ApplyOptions.standard("tester")
            .deadlines(Duration.ofMinutes(2), Duration.ofMinutes(30), Duration.ofSeconds(10));

    School(Path directory) {
        this(StateDirectory.at(directory.resolve("state")));
    }

    School(StateDirectory state) {
        this(state, VirtualTime.flowing(), "");
    }

    private School(StateDirectory state, TimeSource time, String parameters) {
        this.state = state;
        this.time = time;
        this.parameters = parameters;
        polyvisor = Polyvisor.open(time);
        reconnect("forum", "", EndpointOptions.standard());
        reconnect("kb", "", EndpointOptions.standard());
    }

    /** A school that outlives its process, on real time. */
    static School kept(StateDirectory state, Path file) {
        return new School(state, TimeSource.system(), "speed=instant&kept=" + file);
    }

    /** Connects anew, with parameters such as faults. */
    void reconnect(String name, String more, EndpointOptions how) {
        String all = parameters.isEmpty() || more.isEmpty() ? parameters + more : parameters + "&" + more;
        String address = "memory:///" + name + (all.isEmpty() ? "" : "?" + all);
        connected.put(name, polyvisor.connect(address, Access.none(), how.named(name)));
    }

    Endpoint endpoint(String name) {
        if (cut.contains(name)) {
            throw PolyvisorException.of(
                    new Fault.Unreachable("nobody answers"),
                    new FailureContext(
                            name,
                            Optional.empty(),
                            "connect",
                            Outcome.NOT_APPLIED,
                            RetryAdvice.LATER,
                            Optional.empty()),
                    null);
        }
        return Optional.ofNullable(connected.get(name)).orElseThrow();
    }

    MemorySite hand(String name) {
        return MemorySite.at("memory:///" + name, time);
    }

    HostId id(HostKey host) {
        return connected.get(host.endpoint()).inventory(InventoryField.HOSTS).hosts().stream()
                .filter(view -> view.name().equals(host.host()))
                .map(HostView::id)
                .findFirst()
                .orElseThrow();
    }

    Applier applier() {
        return applier(state);
    }

    Applier applier(StateDirectory where) {
        return new Applier(site(), this::endpoint, where, options, fences, time::now);
    }

    ApplyReport apply(Plan plan) {
        return applier().apply(plan, events::add);
    }

    /** The site as it is observed now. */
    Site site() {
        List<SiteHost> hosts = new ArrayList<>();
        List<SiteGuest> guests = new ArrayList<>();
        connected.forEach((name, endpoint) -> {
            Inventory seen = endpoint.inventory(InventoryField.HOSTS, InventoryField.DETAILS);
            seen.hosts().forEach(host -> hosts.add(host(name, host)));
            seen.guests().forEach(guest -> {
                SiteGuest found = guest(name, guest, seen);
                if (guests.stream().noneMatch(known -> known.name().equals(found.name()))) {
                    guests.add(found);
                }
            });
        });
        return Site.of(
                "school",
                "GBP",
                List.of(endpointOf("forum"), endpointOf("kb")),
                List.of(Pool.named("pool")),
                hosts,
                List.of(
                        new SiteStorage("nfs", true, Map.of("forum", StorageId.of("nfs"), "kb", StorageId.of("nfs"))),
                        new SiteStorage("forum-disks", false, Map.of("forum", StorageId.of("forum-disks"))),
                        new SiteStorage("kb-disks", false, Map.of("kb", StorageId.of("kb-disks")))),
                guests,
                List.of(),
                List.of());
    }

    private static SiteEndpoint endpointOf(String name) {
        return new SiteEndpoint(
                name,
                "memory",
                EndpointClass.IN_HOUSE,
                name,
                new CostModel(Money.of(150), Money.ZERO),
                Map.of(VlanId.of(10), NetworkId.of("servers"), VlanId.of(20), NetworkId.of("lab")),
                Map.of("linux", VolumeId.of("nfs", "linux")),
                Optional.of(StorageId.of("nfs")),
                false);
    }

    private static SiteHost host(String endpoint, HostView view) {
        return new SiteHost(
                new HostKey(endpoint, view.name()),
                "pool",
                view.memory(),
                view.cpus(),
                400,
                view.cpuVendor(),
                Map.of(VlanId.of(10), VlanEvidence.ATTESTED),
                Set.of("nfs", endpoint + "-disks"),
                HostState.UP);
    }

    private SiteGuest guest(String endpoint, GuestView view, Inventory seen) {
        HostKey place = seen.hosts().stream()
                .filter(host -> view.host().equals(Optional.of(host.id())))
                .map(host -> new HostKey(endpoint, host.name()))
                .findFirst()
                .orElseThrow();
        List<GuestDisk> disks = view.requireDetails().disks().stream()
                .flatMap(disk -> disk.volume().stream())
                .map(volume -> new GuestDisk(Optional.of(volume.storage().value()), Memory.ZERO))
                .toList();
        String own = view.name().value();
        return new SiteGuest(
                spelledOut.contains(own) ? endpoint + "/" + own : own,
                view.vcpus(),
                view.memory(),
                view.requireDetails().mark().map(Mark::protection).orElse(Protection.DO_NOT_RESTART),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                disks,
                Pins.NONE,
                Mobility.LIVE,
                !view.power().is(PowerState.OFF),
                Optional.of(place),
                Optional.of(view.id()),
                Map.of());
    }

    Guest guest(String endpoint, String name) {
        return connected.get(endpoint).guest(GuestName.of(name));
    }

    /** Where guests of that name are, and in which state: all copies. */
    List<String> copies(String name) {
        List<String> copies = new ArrayList<>();
        connected.forEach((endpoint, connection) -> {
            Inventory seen = connection.inventory(InventoryField.HOSTS);
            seen.guests().stream()
                    .filter(guest -> guest.name().value().equals(name))
                    .forEach(guest -> copies.add(guest.power().state() + " "
                            + seen.hosts().stream()
                                    .filter(host -> guest.host().equals(Optional.of(host.id())))
                                    .map(HostView::name)
                                    .findFirst()
                                    .orElse("?")));
        });
        return copies;
    }

    static GuestSpec spec(String name) {
        return GuestSpec.named(name)
                .vcpus(2)
                .memory(Memory.gib(2))
                .disk(DiskSpec.copyOf(VolumeId.of("nfs", "linux")).in(StorageId.of("nfs")))
                .nic(NicSpec.on("servers"))
                .protection(Protection.RESTART_IF_POSSIBLE)
                .tag("service", name)
                .description("made by a plan")
                .build();
    }

    static CreationKey key(String name) {
        return new CreationKey(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static Condition is(String guest, HostKey host, PowerState... powers) {
        return new Condition.GuestIs(guest, host, Set.of(powers), Optional.empty());
    }

    static Condition is(String guest, HostKey host, GuestId id, PowerState... powers) {
        return new Condition.GuestIs(guest, host, Set.of(powers), Optional.of(id));
    }

    /** Collects steps. */
    static PlanOf plan(String id) {
        return new PlanOf(id);
    }

    /** A plan being written. */
    static final class PlanOf {
        private final String id;
        private final List<Step> steps = new ArrayList<>();

        private PlanOf(String id) {
            this.id = id;
        }

        PlanOf step(Action action, Condition... before) {
            return step(action, Optional.empty(), before);
        }

        PlanOf step(Action action, Action inverse, Condition... before) {
            return step(action, Optional.of(inverse), before);
        }

        private PlanOf step(Action action, Optional<Action> inverse, Condition... before) {
            int number = steps.size() + 1;
            steps.add(new Step(
                    number,
                    number,
                    action,
                    List.of(before),
                    inverse,
                    Duration.ofSeconds(10),
                    Money.ZERO,
                    "reason " + number));
            return this;
        }

        /** The guest {@code mail} is made on that host and started. */
        PlanOf newMail(HostKey host) {
            return step(
                            new Action.Create("mail", host, spec("mail"), key("mail"), Optional.empty()),
                            new Action.Discard("mail", host),
                            new Condition.NameFree("mail", host.endpoint()),
                            new Condition.HostTakesGuests(host))
                    .startOfMail(host);
        }

        /** The guest {@code mail}, which is OFF on that host, is started. */
        PlanOf startOfMail(HostKey host, Condition... more) {
            return step(
                    new Action.Start("mail", host),
                    new Action.Stop("mail", host),
                    Stream.concat(
                                    Stream.of(
                                            is("mail", host, PowerState.OFF),
                                            new Condition.Room(host, Memory.gib(2), 2)),
                                    Stream.of(more))
                            .toArray(Condition[]::new));
        }

        Plan build() {
            return new Plan(id, "school", "a test", "default", steps, List.of(), Money.ZERO);
        }
    }

    @Override
    public void close() {
        polyvisor.close();
    }
}
