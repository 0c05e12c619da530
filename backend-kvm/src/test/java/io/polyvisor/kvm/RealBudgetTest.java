package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Check;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.testbed.GuestXml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs, in calls to libvirt, on a host with a thousand guests. */
@Tag("real")
final class RealBudgetTest {
    private static final int CROWD = 1000;

    /** Whether the connection lives is asked of the client's library, which asks nobody. */
    private static final String NO_ROUND_TRIP = "virConnectIsAlive";

    /** A refresh is one, too: libvirt reads a directory again, and nothing of what is in it changes. */
    private static final Pattern READS = Pattern.compile("virStoragePoolRefresh|"
            + "vir[A-Z][A-Za-z]*?(Get|Lookup|List|NumOf|Is[A-Z]|Has[A-Z]|Current|MemoryStats|InterfaceAddresses).*");

    private static RealSite site;
    private static final Map<String, GuestId> SPECIAL = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        site = RealSite.start("crowd", plan -> plan.withInactiveGuests(CROWD));
        SPECIAL.put("running", made("running", Guest::start));
        SPECIAL.put("paused", made("paused", Guest::start, Guest::pause));
        SPECIAL.put("suspended", made("suspended", Guest::start, Guest::suspend));
        SPECIAL.put("autostarting", made("autostarting", guest -> guest.autostart(true)));
        SPECIAL.put("transient", transientGuest());
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void the_summary_costs_four_calls_and_equals_single_reads_field_by_field() {
        Counted<Inventory> summary = counted(() -> site.endpoint.inventory());

        // Stats of all; who starts with the host; who has saved memory; who is persistent: stats tell none of the
        // three.
        assertThat(summary.total()).as("%s", summary.calls()).isEqualTo(4);
        assertThat(summary.value().guests().size()).isEqualTo(CROWD + SPECIAL.size());
        assertThat(summary.value().complete()).isTrue();
        List<GuestId> sample = new ArrayList<>(SPECIAL.values());
        new Random(7)
                .ints(0, CROWD + SPECIAL.size())
                .distinct()
                .limit(50)
                .forEach(i -> sample.add(summary.value().guests().get(i).id()));
        for (GuestId id : sample) {
            GuestView alone = site.endpoint.guest(id).view();
            assertThat(summary.value().guest(id).orElseThrow()).isEqualTo(alone.summary());
        }
    }

    @Test
    void the_summary_tells_the_special_ones_apart_as_virsh_does() {
        Inventory summary = site.endpoint.inventory();
        assertThat(seen(summary, "running").power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(seen(summary, "paused").power().state()).isEqualTo(PowerState.PAUSED);
        assertThat(seen(summary, "suspended").power().state()).isEqualTo(PowerState.SUSPENDED);
        assertThat(seen(summary, "autostarting").autostart()).isTrue();
        assertThat(seen(summary, "transient").persistent()).isFalse();
        assertThat(names(summary, guest -> guest.power().state() == PowerState.SUSPENDED))
                .containsExactlyInAnyOrderElementsOf(site.lines("list", "--all", "--with-managed-save", "--name"));
        assertThat(names(summary, GuestView::autostart))
                .containsExactlyInAnyOrderElementsOf(site.lines("list", "--all", "--autostart", "--name"));
        assertThat(names(summary, guest -> !guest.persistent()))
                .containsExactlyInAnyOrderElementsOf(site.lines("list", "--all", "--transient", "--name"));
    }

    @Test
    void hosts_storages_and_networks_cost_four_calls_and_one_per_pool_more() {
        Counted<Inventory> all = counted(
                () -> site.endpoint.inventory(InventoryField.HOSTS, InventoryField.STORAGES, InventoryField.NETWORKS));

        int pools = all.value().storages().size();
        // Free memory of the host; the networks, and those that are active; the pools, and each pool's own words.
        assertThat(all.total()).as("%s", all.calls()).isEqualTo(4 + 4 + pools);
        assertThat(pools).isEqualTo(1);
    }

    /** Where it is; its state; whether memory is saved; its definition; whether it starts with its host; whether it stays. */
    private static final Map<String, Long> OBSERVATION_OF_ONE_THAT_IS_OFF = Map.of(
            "virDomainLookupByUUIDString", 1L,
            "virDomainGetState", 1L,
            "virDomainHasManagedSaveImage", 1L,
            "virDomainGetXMLDesc", 1L,
            "virDomainGetAutostart", 1L,
            "virDomainIsPersistent", 1L);

    /** Where it is; the start. */
    private static final Map<String, Long> START = Map.of(
            "virDomainLookupByUUIDString", 1L,
            "virDomainCreateWithFlags", 1L);

    @Test
    void a_start_costs_one_observation_and_the_verb() {
        Guest guest = site.create(firmware("counted"));
        Counted<Effect> start = counted(() -> guest.start().await());

        Map<String, Long> budget = new TreeMap<>(OBSERVATION_OF_ONE_THAT_IS_OFF);
        START.forEach((function, count) -> budget.merge(function, count, Long::sum));
        assertThat(start.value()).isEqualTo(Effect.APPLIED);
        assertThat(start.calls()).isEqualTo(budget);
        guest.powerOff().await();
        guest.delete(Deletion.keepVolumes()).await();
    }

    @Test
    void asking_for_what_is_so_costs_one_observation() {
        Guest guest = site.endpoint.guest(SPECIAL.get("running"));
        Counted<GuestView> observation = counted(guest::view);
        Counted<Effect> start = counted(() -> guest.start().await());

        assertThat(start.value()).isEqualTo(Effect.UNCHANGED);
        assertThat(start.calls()).isEqualTo(observation.calls());
    }

    @Test
    void checks_send_nothing_that_changes_anything() {
        Guest off = site.endpoint.guest(SPECIAL.get("autostarting"));
        Guest running = site.endpoint.guest(SPECIAL.get("running"));
        Guest suspended = site.endpoint.guest(SPECIAL.get("suspended"));
        List<String> before = site.lines("list", "--all");

        Counted<List<Check>> checks = counted(() -> List.of(
                off.check(Guest::start),
                off.check(guest -> guest.delete(Deletion.withOwnedVolumes())),
                off.check(guest -> guest.reconfigure(GuestChange.set().vcpus(2))),
                off.check(guest -> guest.reconfigure(GuestChange.set().name(GuestName.of("other")))),
                off.check(guest -> guest.autostart(false)),
                off.check(guest -> guest.disks().attach(disk(1))),
                off.check(guest -> guest.nics().attach(NicSpec.on("lan"))),
                running.check(Guest::pause),
                running.check(Guest::suspend),
                running.check(Guest::powerOff),
                running.check(Guest::reset),
                running.check(guest -> guest.snapshots().create("s", SnapshotContent.DISKS_AND_MEMORY)),
                suspended.check(Guest::resume),
                suspended.check(guest -> guest.powerOff(Loss.OF_SAVED_MEMORY)),
                site.endpoint.check(endpoint -> endpoint.create(
                        firmware("checked").disk(disk(1)).nic(NicSpec.on("lan")).build())),
                site.endpoint.check(endpoint ->
                        endpoint.volumes().create(VolumeSpec.thin(RealHost.volume("checked"), Memory.mib(1))))));

        assertThat(checks.value()).allSatisfy(check -> {
            assertThat(check.refusal()).as("%s", check).isEmpty();
            assertThat(check.changes()).isTrue();
        });
        assertThat(checks.calls().keySet()).allMatch(READS.asMatchPredicate());
        assertThat(site.lines("list", "--all")).isEqualTo(before);
        assertThat(site.lines("vol-list", "images")).noneMatch(row -> row.startsWith("checked"));
    }

    @Test
    void the_observation_of_a_guest_that_is_off_costs_six_calls() {
        Counted<GuestView> observation =
                counted(() -> site.endpoint.guest(GuestName.of("idle-00500")).view());
        Map<String, Long> budget = new TreeMap<>(OBSERVATION_OF_ONE_THAT_IS_OFF);
        // The handle was asked for by name.
        budget.put("virDomainLookupByName", 1L);
        assertThat(observation.calls()).isEqualTo(budget);
    }

    @Test
    void checks_that_end_in_a_refusal_send_nothing_either() {
        Guest suspended = site.endpoint.guest(SPECIAL.get("suspended"));
        Counted<List<Check>> checks = counted(() -> List.of(
                suspended.check(Guest::start),
                site.endpoint.check(endpoint -> endpoint.create(firmware("checked")
                        .disk(DiskSpec.copyOf(RealHost.volume("no-such")))
                        .build()))));

        assertThat(checks.value())
                .extracting(check -> check.refusal().orElseThrow().kind())
                .containsExactly(ErrorKind.INVALID_STATE, ErrorKind.INVALID_SPEC);
        assertThat(checks.value()).extracting(Check::verb).containsExactly(Verb.START, Verb.CREATE);
        assertThat(checks.calls().keySet()).allMatch(READS.asMatchPredicate());
    }

    @SafeVarargs
    private static GuestId made(
            String name, java.util.function.Function<Guest, io.polyvisor.Operation<Effect>>... verbs) {
        Guest guest = site.create(firmware(name).disk(disk(8)));
        for (var verb : verbs) {
            assertThat(verb.apply(guest).await()).isEqualTo(Effect.APPLIED);
        }
        return guest.id();
    }

    private static GuestId transientGuest() {
        site.virsh().callReading(GuestXml.firmwareOnly("transient").text(), "create", "/dev/stdin");
        return GuestId.of(site.virsh().call("domuuid", "transient"));
    }

    private static GuestView seen(Inventory summary, String name) {
        return summary.guest(SPECIAL.get(name)).orElseThrow();
    }

    private static List<String> names(Inventory summary, java.util.function.Predicate<GuestView> such) {
        return summary.guests().stream()
                .filter(such)
                .map(guest -> guest.name().value())
                .toList();
    }

    private record Counted<R>(R value, Map<String, Long> calls) {
        long total() {
            return calls.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static <R> Counted<R> counted(Supplier<R> work) {
        var counter = site.driver().session().latest().calls();
        Map<String, Long> before = counter.snapshot();
        R value = work.get();
        Map<String, Long> calls = counter.since(before);
        calls.remove(NO_ROUND_TRIP);
        return new Counted<>(value, calls);
    }
}
