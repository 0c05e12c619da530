package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Statistics;
import io.polyvisor.testbed.Vcsim;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a simulated vCenter holds, as a second client made it. */
@Tag("real")
final class VsphereInventoryTest {
    private static final Set<InventoryField> ALL = EnumSet.allOf(InventoryField.class);

    private static SimulatedSite site;

    @BeforeAll
    static void open() {
        site = SimulatedSite.open(Vcsim.vCenter()
                .datacenters(2)
                .guests(3)
                .datastores(2)
                .standaloneHosts(1)
                .pools(1));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void the_summary_is_what_each_guest_says_of_itself_field_by_field() {
        GuestId off = site.guest("DC0_H0_VM0");
        site.vcsim.outsider().powerOff(off);
        Inventory summary = site.driver.inventory(Set.of(), call());
        assertThat(summary.complete()).isTrue();
        assertThat(summary.guests()).hasSizeGreaterThanOrEqualTo(12);
        for (GuestView row : summary.guests()) {
            assertThat(row.details()).isEmpty();
            assertThat(site.driver.observe(row.id(), call()).map(GuestView::summary))
                    .contains(row);
        }
        assertThat(summary.guest(off).map(guest -> guest.power().state())).contains(PowerState.OFF);
    }

    @Test
    void details_are_what_each_guest_says_of_itself() {
        Inventory full = site.driver.inventory(Set.of(InventoryField.DETAILS), call());
        for (GuestView row : full.guests()) {
            assertThat(site.driver.observe(row.id(), call())).contains(row);
        }
        assertThat(full.guests().get(0).requireDetails().disks()).isNotEmpty();
        assertThat(full.guests().get(0).requireDetails().nics()).isNotEmpty();
    }

    @Test
    void guests_are_those_that_the_second_client_sees() {
        assertThat(site.driver.inventory(Set.of(), call()).guests())
                .extracting(GuestView::id)
                .containsExactlyInAnyOrderElementsOf(
                        site.vcsim.outsider().guests().keySet());
    }

    @Test
    void a_template_is_listed_as_one_and_never_among_guests() {
        GuestId made = site.vcsim.outsider().make(GuestName.of("golden"));
        site.vcsim.outsider().makeTemplate(made);
        Inventory seen = site.driver.inventory(Set.of(InventoryField.TEMPLATES), call());
        assertThat(seen.templates()).extracting(TemplateView::name).contains(GuestName.of("golden"));
        assertThat(seen.guest(made)).isEmpty();
        assertThat(site.driver.observe(made, call())).isEmpty();
        assertThat(site.driver.named(GuestName.of("golden"), call())).isEmpty();
    }

    @Test
    void hosts_storages_and_networks_come_with_what_tells_them_apart() {
        Inventory seen = site.driver.inventory(ALL, call());
        assertThat(seen.complete()).as("gaps: %s", seen.gaps()).isTrue();
        assertThat(seen.hosts())
                .extracting(HostView::name)
                .containsExactly(
                        "DC0_C0_H0",
                        "DC0_C0_H1",
                        "DC0_C0_H2",
                        "DC0_H0",
                        "DC1_C0_H0",
                        "DC1_C0_H1",
                        "DC1_C0_H2",
                        "DC1_H0");
        assertThat(seen.hosts()).allSatisfy(host -> {
            assertThat(host.state()).isEqualTo(HostView.State.ONLINE);
            assertThat(host.cpus()).isPositive();
            assertThat(host.memory().bytes()).isPositive();
        });
        assertThat(seen.storages())
                .extracting(storage -> storage.id())
                .containsExactly(
                        StorageId.of("LocalDS_0@DC0"),
                        StorageId.of("LocalDS_0@DC1"),
                        StorageId.of("LocalDS_1@DC0"),
                        StorageId.of("LocalDS_1@DC1"));
        assertThat(seen.networks())
                .extracting(network -> network.id())
                .contains(NetworkId.of("DC0_DVPG0"), NetworkId.of("DC1_DVPG0"), NetworkId.of("VM Network@DC0"));
    }

    @Test
    void an_address_that_names_a_datacenter_sees_that_one_only() {
        try (Driver one = SimulatedSite.open(site.vcsim, "/DC1")) {
            Inventory seen = one.inventory(EnumSet.of(InventoryField.HOSTS, InventoryField.STORAGES), call());
            assertThat(seen.guests())
                    .isNotEmpty()
                    .allSatisfy(guest -> assertThat(guest.name().value()).startsWith("DC1_"));
            assertThat(seen.hosts())
                    .isNotEmpty()
                    .allSatisfy(host -> assertThat(host.name()).startsWith("DC1_"));
            assertThat(seen.storages())
                    .extracting(storage -> storage.id())
                    .containsExactly(StorageId.of("LocalDS_0"), StorageId.of("LocalDS_1"));
        }
    }

    @Test
    void an_address_that_names_what_is_not_there_is_refused() {
        assertRefused("/DC7", "no datacenter DC7");
        assertRefused("/DC0?cluster=DC0_C9&datastore=nope", "no cluster DC0_C9", "no datastore nope");
    }

    private static void assertRefused(String where, String... words) {
        assertThatThrownBy(() -> SimulatedSite.open(site.vcsim, where))
                .isInstanceOfSatisfying(DriverException.class, said -> {
                    assertThat(said.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC);
                    assertThat(said.fault().message()).contains(words);
                });
    }

    @Test
    void a_guest_that_is_not_there_is_absent() {
        assertThat(site.driver.observe(GuestId.of("vm-99999"), call())).isEmpty();
        assertThat(site.driver.observe(GuestId.of("no such id at all"), call())).isEmpty();
        assertThat(site.driver.named(GuestName.of("nobody"), call())).isEmpty();
    }

    @Test
    void a_guest_is_found_by_its_key_and_a_key_that_nobody_has_is_absent() {
        CreationKey key = CreationKey.fresh();
        GuestId guest = site.vcsim.outsider().make(GuestName.of("keyed"));
        site.driver.mark(guest, new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART), call());
        assertThat(site.driver.find(key, call())).contains(guest);
        assertThat(site.driver.find(CreationKey.fresh(), call())).isEmpty();
    }

    @Test
    void two_guests_of_one_key_are_ambiguous() {
        CreationKey key = new CreationKey(UUID.randomUUID());
        Mark mark = new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART);
        GuestId one = site.vcsim.outsider().make(GuestName.of("twice-a"));
        GuestId two = site.vcsim.outsider().make(GuestName.of("twice-b"));
        site.driver.mark(one, mark, call());
        site.driver.mark(two, mark, call());
        assertThatThrownBy(() -> site.driver.find(key, call())).isInstanceOfSatisfying(DriverException.class, said -> {
            assertThat(said.fault().kind()).isEqualTo(ErrorKind.AMBIGUOUS);
            assertThat(said.fault().message()).contains(one.value(), two.value());
        });
    }

    @Test
    void who_runs_is_counted_and_who_is_off_is_not() {
        GuestId off = site.guest("DC1_H0_VM0");
        site.vcsim.outsider().powerOff(off);
        Statistics statistics = site.driver.facet(Statistics.class).orElseThrow();
        assertThat(statistics.guests(call()))
                .extracting(GuestStats::guest)
                .contains(site.guest("DC1_H0_VM1"))
                .doesNotContain(off);
        assertThat(statistics.hosts(call()))
                .hasSize(8)
                .allSatisfy(host -> assertThat(host.memoryFree()).isPresent());
    }

    @Test
    void a_simulator_is_called_one() {
        assertThat(site.driver.facts().nature()).isEqualTo(EndpointFacts.Nature.SIMULATOR);
        assertThat(site.driver.facts().product()).isEqualTo("VMware vCenter Server");
    }

    private static Call call() {
        return TestCall.ofSeconds(30);
    }
}
