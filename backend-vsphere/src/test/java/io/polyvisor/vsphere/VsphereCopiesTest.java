package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Templates;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Snapshots, clones, templates, moves and maintenance on a simulated vCenter. */
@SimulatedVCenters
final class VsphereCopiesTest {
    private static FrontedSite site;

    @BeforeAll
    static void open() {
        site = FrontedSite.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void calm() {
        site.front.calm();
    }

    @Test
    void snapshots_carry_their_keys_and_children_move_up_when_a_parent_is_dropped() {
        Snapshots snapshots = site.facet(Snapshots.class);
        GuestId guest = site.create(site.spec().build());
        CreationKey key = CreationKey.fresh();
        SnapshotId first = snapshots.take(
                guest, new Snapshots.Order(key, "a/b 100%", "two\nlines", SnapshotContent.DISKS), FrontedSite.call());
        SnapshotId second = snapshots.take(
                guest,
                new Snapshots.Order(CreationKey.fresh(), "later", "", SnapshotContent.DISKS),
                FrontedSite.call());
        List<SnapshotView> tree = snapshots.snapshots(guest, FrontedSite.call());
        assertThat(tree).extracting(SnapshotView::id).containsExactly(first, second);
        assertThat(tree.get(0).key()).contains(key);
        assertThat(tree.get(0).name()).isEqualTo("a/b 100%");
        assertThat(tree.get(0).description()).isEqualTo("two\nlines");
        assertThat(tree.get(1).parent()).contains(first);
        snapshots.drop(guest, first, FrontedSite.call());
        List<SnapshotView> left = snapshots.snapshots(guest, FrontedSite.call());
        assertThat(left).extracting(SnapshotView::id).containsExactly(second);
        assertThat(left.get(0).parent()).isEmpty();
    }

    @Test
    void clone_is_off_and_has_key_mark_and_address_of_its_own() {
        GuestId source = site.create(site.spec().nic(NicSpec.on("DC0_DVPG0")).build());
        CreationKey key = CreationKey.fresh();
        GuestId clone = clone(source, CloneSpec.full("clone-of-it"), key);
        GuestView view = site.view(clone);
        assertThat(view.power().state()).isEqualTo(PowerState.OFF);
        assertThat(view.requireDetails().mark().flatMap(Mark::key)).contains(key);
        assertThat(site.driver.find(key, FrontedSite.call())).contains(clone);
        assertThat(view.requireDetails().nics())
                .hasSize(1)
                .noneMatch(nic -> site.view(source).requireDetails().nics().stream()
                        .anyMatch(other -> other.mac().equals(nic.mac())));
    }

    @Test
    void linked_clone_stands_on_a_snapshot_that_goes_again_when_the_clone_is_refused() {
        Snapshots snapshots = site.facet(Snapshots.class);
        GuestId source = site.create(site.spec().build());
        site.front.strike(WireFault.first("CloneVM_Task", WireMishap.UNKNOWN_FAULT));
        assertThatThrownBy(() -> clone(source, CloneSpec.linked("refused"), CreationKey.fresh()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(snapshots.snapshots(source, FrontedSite.call())).isEmpty();
        CreationKey key = CreationKey.fresh();
        GuestId clone = clone(source, CloneSpec.linked("linked"), key);
        assertThat(site.view(clone).requireDetails().mark().flatMap(Mark::key)).contains(key);
        assertThat(snapshots.snapshots(source, FrontedSite.call())).hasSize(1);
    }

    @Test
    void template_is_a_copy_from_which_guests_are_made_and_no_guest_itself() {
        Templates templates = site.facet(Templates.class);
        GuestId source = site.create(site.spec().vcpus(2).build());
        TemplateId template = templates.make(source, CreationKey.fresh(), GuestName.of("golden"), FrontedSite.call());
        assertThat(templates.templates(FrontedSite.call()))
                .filteredOn(view -> view.id().equals(template))
                .singleElement()
                .extracting(TemplateView::vcpus)
                .isEqualTo(2);
        assertThat(site.driver.observe(GuestId.of(template.value()), FrontedSite.call()))
                .isEmpty();
        assertThat(site.driver.observe(source, FrontedSite.call())).isPresent();
        for (CloneSpec spec : List.of(CloneSpec.full("deployed"), CloneSpec.linked("deployed-linked"))) {
            CreationKey key = CreationKey.fresh();
            GuestId guest = templates.deploy(template, order(spec, key), FrontedSite.call());
            assertThat(site.view(guest).requireDetails().mark().flatMap(Mark::key))
                    .contains(key);
            site.driver.start(guest, FrontedSite.call());
        }
        templates.remove(template, FrontedSite.call());
        assertThat(templates.templates(FrontedSite.call()))
                .extracting(TemplateView::id)
                .doesNotContain(template);
    }

    @Test
    void template_that_cannot_be_finished_leaves_nothing() {
        Templates templates = site.facet(Templates.class);
        GuestId source = site.create(site.spec().build());
        CreationKey key = CreationKey.fresh();
        site.front.strike(WireFault.every("MarkAsTemplate", WireMishap.UNKNOWN_FAULT));
        assertThatThrownBy(() -> templates.make(source, key, GuestName.of("half"), FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(site.driver.find(key, FrontedSite.call())).isEmpty();
        assertThat(site.driver.named(GuestName.of("half"), FrontedSite.call())).isEmpty();
    }

    @Test
    void guest_is_no_template() {
        GuestId guest = site.create(site.spec().build());
        assertThatThrownBy(() -> site.facet(Templates.class).remove(TemplateId.of(guest.value()), FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(site.driver.observe(guest, FrontedSite.call())).isPresent();
    }

    @Test
    void moved_guest_keeps_its_id_and_is_on_the_host_that_was_named() {
        GuestId guest = site.create(site.spec().build());
        site.driver.start(guest, FrontedSite.call());
        HostId here = site.view(guest).host().orElseThrow();
        HostId there = hosts().stream()
                .map(HostView::id)
                .filter(host -> !host.equals(here))
                .findFirst()
                .orElseThrow();
        GuestId moved = site.facet(Migrating.class)
                .migrate(guest, new Migrating.Order(there, Optional.empty(), true, false), FrontedSite.call());
        assertThat(moved).isEqualTo(guest);
        assertThat(site.view(guest).host()).contains(there);
    }

    @Test
    void unknown_host_is_refused_before_anything_is_sent() {
        GuestId guest = site.create(site.spec().build());
        site.front.forget();
        Migrating.Order nowhere = new Migrating.Order(HostId.of("host-none"), Optional.empty(), false, false);
        assertThatThrownBy(() -> site.facet(Migrating.class).migrate(guest, nowhere, FrontedSite.call()))
                .isInstanceOf(DriverException.class);
        assertThat(site.changes()).isEmpty();
        assertThat(site.vcsim.isAlive()).isTrue();
    }

    @Test
    void host_goes_into_maintenance_and_comes_back() {
        Maintenance maintenance = site.facet(Maintenance.class);
        HostId host = hosts().get(0).id();
        maintenance.enter(host, FrontedSite.call());
        assertThat(state(host)).isEqualTo(HostView.State.MAINTENANCE);
        maintenance.leave(host, FrontedSite.call());
        assertThat(state(host)).isEqualTo(HostView.State.ONLINE);
    }

    private static HostView.State state(HostId host) {
        return hosts().stream()
                .filter(view -> view.id().equals(host))
                .map(HostView::state)
                .findFirst()
                .orElseThrow();
    }

    private static List<HostView> hosts() {
        return site.driver
                .inventory(EnumSet.of(InventoryField.HOSTS), FrontedSite.call())
                .hosts();
    }

    private static GuestId clone(GuestId source, CloneSpec spec, CreationKey key) {
        return site.facet(Cloning.class).cloneGuest(source, order(spec, key), FrontedSite.call());
    }

    private static Cloning.Order order(CloneSpec spec, CreationKey key) {
        return new Cloning.Order(key, spec, new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART));
    }
}
