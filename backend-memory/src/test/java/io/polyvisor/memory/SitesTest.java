package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SitesTest {

    static List<String> presets() {
        return Presets.NAMES;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void every_preset_opens_and_its_guests_fit_their_hosts(String preset) {
        Bench bench = new Bench("memory:///" + preset);
        Inventory all = bench.all();
        assertThat(all.hosts()).isNotEmpty();
        assertThat(all.hosts()).allSatisfy(host -> assertThat(host.freeMemory()).isPresent());
        long used = all.guests().stream()
                .filter(guest -> guest.power().is(PowerState.RUNNING))
                .mapToLong(guest -> guest.memory().bytes())
                .sum();
        long taken = all.hosts().stream()
                .mapToLong(host ->
                        host.memory().bytes() - host.freeMemory().orElseThrow().bytes())
                .sum();
        assertThat(taken).isEqualTo(used);
        assertThat(all.complete()).isTrue();
    }

    @Test
    void pool_has_18_hosts_of_two_sizes_and_two_vendors_and_90_guests() {
        Inventory pool = new Bench("memory:///pool18").all();
        assertThat(pool.guests()).hasSize(90);
        assertThat(pool.hosts())
                .filteredOn(host -> host.memory().equals(Memory.gib(16)))
                .hasSize(14);
        assertThat(pool.hosts())
                .filteredOn(host -> host.memory().equals(Memory.gib(64)))
                .hasSize(4);
        assertThat(new HashSet<>(pool.hosts().stream().map(HostView::cpuVendor).toList()))
                .hasSize(2);
    }

    @Test
    void hybrid_site_has_four_active_hosts_and_a_spare_in_each_place() {
        Inventory hybrid = new Bench("memory:///hybrid").all();
        assertThat(hybrid.hosts())
                .hasSize(6)
                .filteredOn(host -> host.name().endsWith("spare"))
                .hasSize(2);
        Set<HostId> inUse = new HashSet<>(
                hybrid.guests().stream().flatMap(guest -> guest.host().stream()).toList());
        assertThat(inUse).hasSize(4);
    }

    @Test
    void one_name_is_one_site_for_all_connections_on_one_clock() {
        Bench bench = new Bench("memory:///empty");
        GuestId guest = bench.create(GuestSpec.named("a"));
        assertThat(bench.open("memory:///empty").observe(guest, bench.call())).isPresent();
        assertThat(bench.open("memory:///other?preset=empty").observe(guest, bench.call()))
                .isEmpty();
        assertThat(bench.open("memory:///empty?private").observe(guest, bench.call()))
                .isEmpty();
        assertThat(bench.open("memory:///empty?world=w").observe(guest, bench.call()))
                .isEmpty();
        assertThat(new Bench("memory:///empty").driver.observe(guest, bench.call()))
                .isEmpty();
    }

    @Test
    void address_that_says_nothing_known_is_refused_by_its_part() {
        Bench bench = new Bench("memory:///empty");
        for (String wrong : List.of(
                "memory:///nowhere",
                "memory:///empty?preset=demo",
                "memory:///empty?typo=1",
                "memory:///empty?lacks=FLYING",
                "memory:///empty?like=bhyve",
                "memory:///x?preset=empty&speed=warp",
                "memory:///y?preset=empty&guests=many",
                "memory:///empty?fault=nonsense")) {
            assertThat(Bench.refusal(() -> bench.open(wrong)).kind()).as(wrong).isEqualTo(ErrorKind.INVALID_SPEC);
        }
    }

    @Test
    void what_a_connection_asked_to_lack_is_absent_with_its_facet_and_a_reason() {
        Bench bench = new Bench("memory:///demo?like=vsphere&lacks=SNAPSHOT_DISKS,snapshot-memory,SNAPSHOT_REVERT");
        assertThat(bench.driver.facet(Pausing.class)).isEmpty();
        assertThat(bench.driver.facet(Consoles.class)).isEmpty();
        assertThat(bench.driver.facet(Snapshots.class)).isEmpty();
        assertThat(bench.driver.capabilities().whyAbsent(Capability.PAUSE))
                .contains("vSphere keeps no guest paused in memory");
        assertThat(bench.open("memory:///demo").facet(Pausing.class)).isPresent();
    }

    @Test
    void likeness_subtracts_cells_of_the_table() {
        assertThat(new Bench("memory:///empty?like=libxl").driver.subtractions())
                .extracting(subtraction -> subtraction.verb())
                .containsExactly(Verb.RENAME);
    }

    @Test
    void crowd_can_be_asked_for() {
        assertThat(new Bench("memory:///empty?private&guests=1000").all().guests())
                .hasSize(1000);
    }

    @Test
    void container_preset_holds_containers() {
        assertThat(new Bench("memory:///containers").all().guests())
                .extracting(GuestView::kind)
                .containsOnly(GuestKind.CONTAINER);
    }

    @Test
    void summary_of_the_inventory_equals_individual_reads() {
        Bench bench = new Bench("memory:///pool18");
        for (GuestView summary : bench.driver.inventory(Set.of(), bench.call()).guests()) {
            assertThat(bench.see(summary.id()).summary()).isEqualTo(summary);
        }
    }

    @Test
    void silent_host_makes_its_guests_unknown_and_out_of_reach_until_it_answers() {
        Bench bench = new Bench("memory:///demo");
        GuestId web = bench.named("web");
        HostId host = bench.see(web).host().orElseThrow();
        MemorySite site = MemorySite.at("memory:///demo", bench.time);
        site.silence(host);
        Power power = bench.see(web).power();
        assertThat(power.state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(power.lastKnown()).contains(PowerState.RUNNING);
        assertThat(Bench.refusal(() -> bench.driver.powerOff(web, bench.call())).kind())
                .isEqualTo(ErrorKind.UNREACHABLE);
        site.revive(host);
        assertThat(bench.power(web)).isEqualTo(PowerState.RUNNING);
        site.fell(host);
        assertThat(bench.see(web).power().lastKnown())
                .as("nobody saw it go off")
                .contains(PowerState.RUNNING);
        site.revive(host);
        assertThat(bench.power(web)).isEqualTo(PowerState.OFF);
    }

    @Test
    void guests_that_start_with_their_host_do_when_it_boots() {
        Bench bench = new Bench("memory:///demo");
        GuestId web = bench.named("web");
        GuestId db = bench.named("db");
        bench.the(Autostarting.class).autostart(web, true, bench.call());
        HostId host = bench.see(web).host().orElseThrow();
        MemorySite site = MemorySite.at("memory:///demo", bench.time);
        site.fell(host);
        site.revive(host);
        assertThat(bench.power(web)).isEqualTo(PowerState.RUNNING);
        assertThat(bench.see(web).requireDetails().agent()).isEqualTo(AgentState.NONE);
        assertThat(bench.power(db)).isEqualTo(PowerState.OFF);
    }

    @Test
    void crashed_guest_shows_it() {
        Bench bench = new Bench("memory:///demo");
        MemorySite.at("memory:///demo", bench.time).crash(bench.named("web"));
        assertThat(bench.power(bench.named("web"))).isEqualTo(PowerState.CRASHED);
    }

    @Test
    void address_can_ask_for_mishaps() {
        Bench bench = new Bench("memory:///demo?fault=Driver.start:BUSY_ONCE");
        GuestId mail = bench.named("mail");
        assertThat(Bench.refusal(() -> bench.driver.start(mail, bench.call())).kind())
                .isEqualTo(ErrorKind.BUSY);
        bench.driver.start(mail, bench.call());
    }

    @Test
    void counters_grow_while_a_guest_runs_and_stand_while_it_is_paused() {
        Bench bench = new Bench("memory:///demo");
        GuestId web = bench.named("web");
        GuestStats first = statsOf(bench, web);
        bench.time.advance(Duration.ofMinutes(1));
        GuestStats second = statsOf(bench, web);
        assertThat(second.cpuTime().orElseThrow()).isGreaterThan(first.cpuTime().orElseThrow());
        assertThat(second.diskReadBytes().orElseThrow())
                .isGreaterThan(first.diskReadBytes().orElseThrow());
        bench.the(Pausing.class).pause(web, bench.call());
        bench.time.advance(Duration.ofMinutes(1));
        assertThat(statsOf(bench, web).cpuTime()).isEqualTo(second.cpuTime());
    }

    @Test
    void hosts_counters_never_run_backwards_when_a_guest_stops() {
        Bench bench = new Bench("memory:///demo");
        List<HostStats> before = bench.the(Statistics.class).hosts(bench.call());
        bench.driver.powerOff(bench.named("web"), bench.call());
        bench.time.advance(Duration.ofSeconds(1));
        List<HostStats> after = bench.the(Statistics.class).hosts(bench.call());
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).cpuBusy().orElseThrow())
                    .isGreaterThanOrEqualTo(before.get(i).cpuBusy().orElseThrow());
            assertThat(after.get(i).cpuIdle().orElseThrow())
                    .isGreaterThan(before.get(i).cpuIdle().orElseThrow());
        }
    }

    @Test
    void provider_is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(BackendProvider.class).stream().map(ServiceLoader.Provider::type))
                .contains(MemoryProvider.class);
    }

    @Test
    void closed_connection_refuses_and_leaves_the_site_to_others() {
        Bench bench = new Bench("memory:///empty");
        Driver other = bench.open("memory:///empty");
        other.close();
        other.close();
        assertThat(Bench.refusal(() -> other.ping(bench.call())).kind()).isEqualTo(ErrorKind.UNREACHABLE);
        bench.driver.ping(bench.call());
    }

    private static GuestStats statsOf(Bench bench, GuestId guest) {
        return bench.the(Statistics.class).guests(bench.call()).stream()
                .filter(each -> each.guest().equals(guest))
                .findFirst()
                .orElseThrow();
    }
}
