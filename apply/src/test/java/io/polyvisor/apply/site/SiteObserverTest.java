package io.polyvisor.apply.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.VlanEvidence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SiteObserverTest {
    private static final HostKey KVM1 = HostKey.parse("kvm1");
    private static final HostKey KVM2 = HostKey.parse("kvm2");
    private static final HostKey ESX1 = HostKey.parse("central/esx1");

    private final EndpointSample central = EndpointSample.central();
    private final EndpointSample kvm1 = EndpointSample.kvm("kvm1");
    private final EndpointSample kvm2 = EndpointSample.kvm("kvm2");

    private Observed observe() {
        return Lab.observe(Services.NONE, central.seen(), kvm1.seen(), kvm2.seen());
    }

    private static Remembered fenced(HostKey host) {
        return new Remembered(Set.of(host), Optional.empty());
    }

    @Test
    void a_libvirt_host_is_called_by_its_endpoint_and_a_managers_hosts_by_their_own_names() {
        Observed observed = observe();

        assertThat(observed.site().hosts()).containsOnlyKeys(ESX1, HostKey.parse("central/esx2"), KVM1, KVM2);
        assertThat(observed.hostIds()).containsEntry(KVM1, HostId.of("id-of-kvm1.example.org"));
        assertThat(observed.host("esx2")).isEqualTo(HostKey.parse("central/esx2"));
        assertThat(observed.host("kvm1")).isEqualTo(KVM1);
        assertThatThrownBy(() -> observed.host("central")).hasMessageContaining("can be several hosts: central/esx1");
        assertThatThrownBy(() -> observed.host("kvm3")).hasMessageContaining("did you mean kvm1?");
    }

    @Test
    void what_the_file_says_of_a_host_goes_before_what_it_shows() {
        Observed observed = Lab.observe(
                Lab.declared("hosts: {kvm1/kvm1.example.org: {memory: 8G, overcommit: 1, state: maintenance}}\n"),
                Services.NONE,
                Remembered.NOTHING,
                kvm1.seen(),
                kvm2.seen());

        assertThat(observed.site().host(KVM1).memory()).isEqualTo(Memory.gib(8));
        assertThat(observed.site().host(KVM1).vcpus()).isEqualTo(4);
        assertThat(observed.site().host(KVM1).state()).isEqualTo(HostState.MAINTENANCE);
        assertThat(observed.site().host(KVM2).memory()).isEqualTo(Memory.gib(16));
        assertThat(observed.site().host(KVM2).vcpus()).isEqualTo(16);
    }

    @Test
    void vlans_are_observed_or_attested_and_what_nobody_says_is_not_carried() {
        kvm2.network("lab");
        Site site = Lab.observe(
                        Lab.declared("hosts: {kvm2: {vlans: [30]}}\n"),
                        Services.NONE,
                        Remembered.NOTHING,
                        central.seen(),
                        kvm1.seen(),
                        kvm2.seen())
                .site();

        assertThat(site.host(ESX1).vlans()).isEqualTo(Map.of(VlanId.of(10), VlanEvidence.OBSERVED));
        assertThat(site.host(KVM1).vlans()).isEqualTo(Map.of(VlanId.of(10), VlanEvidence.ATTESTED));
        assertThat(site.host(KVM2).vlans()).isEqualTo(Map.of(VlanId.of(30), VlanEvidence.ATTESTED));
    }

    @Test
    void a_network_that_the_file_names_wrongly_is_told_and_not_used() {
        EndpointSample bare = new EndpointSample("kvm1")
                .host("kvm1", HostView.State.ONLINE)
                .storage("images", "")
                .network("default");
        EndpointSample other = new EndpointSample("kvm2")
                .host("kvm2", HostView.State.ONLINE)
                .storage("images", "")
                .network("servers", 20);

        Observed observed = Lab.observe(Services.NONE, bare.seen(), other.seen());

        assertThat(observed.site().host(KVM1).vlans()).isEmpty();
        assertThat(observed.site().host(KVM2).vlans()).containsOnlyKeys(VlanId.of(20));
        assertThat(observed.remarks())
                .anyMatch(remark -> remark.startsWith("endpoint kvm1 has no network servers"))
                .anyMatch(remark -> remark.startsWith("network servers of endpoint kvm2 is on VLAN 20"));
    }

    @Test
    void storages_of_one_backing_are_one_and_equal_names_prove_nothing() {
        kvm1.storage("local", "");
        kvm2.storage("local", "");
        Site site = observe().site();

        assertThat(site.storages().keySet())
                .containsExactly("central/datastore", "kvm1/images", "kvm1/local", "kvm2/local");
        assertThat(site.storages().get("kvm1/images").shared()).isTrue();
        assertThat(site.storages().get("kvm1/images").on()).containsOnlyKeys("kvm1", "kvm2");
        assertThat(site.storages().get("kvm1/local").shared()).isFalse();
        assertThat(site.host(KVM2).storages()).containsExactlyInAnyOrder("kvm1/images", "kvm2/local");
    }

    @Test
    void a_declared_storage_takes_in_what_has_its_backing() {
        Site site = Lab.observe(
                        Lab.declared(
                                "storages: {filer: {on: {kvm1: images}}, twin: {shared: true, on: {kvm1: local, kvm2: other}}}\n"),
                        Services.NONE,
                        Remembered.NOTHING,
                        kvm1.storage("local", "").seen(),
                        kvm2.storage("other", "").seen())
                .site();

        assertThat(site.storages().keySet()).containsExactly("filer", "twin");
        assertThat(site.storages().get("filer").on()).containsOnlyKeys("kvm1", "kvm2");
        assertThat(site.storages().get("filer").shared()).isTrue();
        assertThat(site.storages().get("twin").shared()).isTrue();
    }

    @Test
    void our_guests_can_be_moved_and_others_only_count() {
        kvm1.ours("web").foreign("theirs").ours("off", PowerState.OFF);
        Observed observed = observe();

        SiteGuest web = observed.site().guest("web");
        assertThat(web.mobility()).isEqualTo(Mobility.LIVE);
        assertThat(web.place()).contains(KVM1);
        assertThat(web.vlans()).containsExactly(VlanId.of(10));
        assertThat(web.disks().get(0).storage()).contains("kvm1/images");
        assertThat(web.tags()).containsEntry("team", "web");
        assertThat(observed.site().guest("theirs").mobility()).isEqualTo(Mobility.FIXED);
        assertThat(observed.site().guest("theirs").active()).isTrue();
        assertThat(observed.site().guest("off").active()).isFalse();
        assertThat(observed.ours()).containsExactly("off", "web");
        assertThat(observed.guests().get("theirs").endpoint()).isEqualTo("kvm1");
    }

    @Test
    void guests_of_one_name_are_told_apart_by_their_endpoints() {
        kvm1.foreign("test");
        kvm2.ours("test");

        assertThat(observe().site().guests()).containsOnlyKeys("kvm1/test", "kvm2/test");
    }

    @Test
    void a_services_name_belongs_to_the_guest_with_our_mark_and_a_service_without_one_is_yet_to_be_made() {
        kvm1.foreign("web").foreign("db");
        kvm2.ours("web");
        Services services = Lab.services("services: {web: {memory: 2G}, db: {memory: 2G}}\n");

        Observed observed = Lab.observe(services, central.seen(), kvm1.seen(), kvm2.seen());

        assertThat(observed.site().guests()).containsOnlyKeys("web", "kvm1/web", "db", "kvm1/db");
        assertThat(observed.site().guest("web").place()).contains(KVM2);
        assertThat(observed.site().guest("db").place()).isEmpty();
        assertThat(observed.guests()).doesNotContainKey("db");
    }

    @Test
    void an_endpoint_that_does_not_answer_is_not_dead() {
        kvm1.ours("web");

        Observed observed = Lab.observe(Services.NONE, central.seen(), kvm1.unseen(), kvm2.seen());

        assertThat(observed.site().host(KVM1).state()).isEqualTo(HostState.UNREACHABLE);
        assertThat(observed.site().guest("web").active()).isTrue();
        assertThat(observed.site().guest("web").place()).contains(KVM1);
        assertThat(observed.remarks()).anyMatch(remark -> remark.contains("not the same as dead"));
    }

    @Test
    void what_another_process_saw_last_stands_in_for_an_endpoint_that_was_never_seen_by_this_one() {
        kvm1.ours("web").ours("moved");
        Observed before = ObservedDocument.read("last", ObservedDocument.text(observe()));
        kvm2.ours("moved");

        Observed observed = Lab.observe(
                Lab.declared(),
                Services.NONE,
                new Remembered(Set.of(), Optional.of(before)),
                central.seen(),
                kvm1.neverSeen(),
                kvm2.seen());

        assertThat(observed.site().host(KVM1).state()).isEqualTo(HostState.UNREACHABLE);
        assertThat(observed.site().host(KVM1).memory()).isEqualTo(Memory.gib(16));
        assertThat(observed.site().guest("web").place()).contains(KVM1);
        assertThat(observed.site().guest("moved").place()).contains(KVM2);
        assertThat(observed.hostIds()).containsKey(KVM1);
        assertThat(observed.ours()).containsExactly("moved", "web");
        String storage = observed.site().guest("web").disks().get(0).storage().orElseThrow();
        assertThat(observed.site().host(KVM2).storages()).contains(storage);
        assertThat(observed.site().storages().get(storage).shared()).isTrue();
    }

    @Test
    void a_guest_that_left_where_it_was_while_another_host_is_silent_is_not_passed_over() {
        kvm2.ours("web");
        Observed before = observe();

        Observed observed = Lab.observe(
                Lab.declared(),
                Services.NONE,
                new Remembered(Set.of(), Optional.of(before)),
                central.seen(),
                kvm1.neverSeen(),
                EndpointSample.kvm("kvm2").seen());

        assertThat(observed.site().guests()).doesNotContainKey("web");
        assertThat(observed.remarks())
                .anyMatch(remark -> remark.contains("guest web was last seen on kvm2")
                        && remark.contains("it may be on kvm1, which did not answer"));
        assertThat(before.remarks()).noneMatch(remark -> remark.contains("was last seen"));
    }

    @Test
    void a_fenced_host_is_lost_until_it_rejoins_even_when_it_answers() {
        kvm1.ours("web", PowerState.OFF);
        kvm2.ours("web");

        Observed silent =
                Lab.observe(Lab.declared(), Services.NONE, fenced(KVM1), central.seen(), kvm1.unseen(), kvm2.seen());
        Observed back =
                Lab.observe(Lab.declared(), Services.NONE, fenced(KVM1), central.seen(), kvm1.seen(), kvm2.seen());

        assertThat(silent.site().host(KVM1).state()).isEqualTo(HostState.LOST);
        assertThat(silent.site().guests()).containsOnlyKeys("web");
        assertThat(silent.site().guest("web").place()).contains(KVM2);
        assertThat(silent.returned()).isEmpty();
        assertThat(back.site().host(KVM1).state()).isEqualTo(HostState.LOST);
        assertThat(back.returned()).containsExactly(KVM1);
        assertThat(back.site().guests()).containsOnlyKeys("web", "kvm1/web");
        assertThat(back.site().guest("kvm1/web").mobility()).isEqualTo(Mobility.FIXED);
        assertThat(back.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.guest()).isEqualTo("web");
            assertThat(copy.host()).isEqualTo(KVM1);
            assertThat(copy.power()).isEqualTo(PowerState.OFF);
        });
    }

    @Test
    void what_a_manager_shows_of_a_host_that_it_lost_is_not_an_observation() {
        EndpointSample manager = new EndpointSample("central")
                .host("esx1", HostView.State.UNREACHABLE)
                .storage("datastore", "")
                .network("servers")
                .ours("web", "esx1", Power.unknown(PowerState.RUNNING, Instant.EPOCH), Protection.PROTECTED)
                .ours("mail", "esx1", Power.unknown(), Protection.PROTECTED)
                .ours("old", "esx1", Power.unknown(PowerState.OFF, Instant.EPOCH), Protection.PROTECTED);

        Site site = Lab.observe(Services.NONE, manager.seen(), kvm1.seen(), kvm2.seen())
                .site();

        assertThat(site.host(ESX1).state()).isEqualTo(HostState.UNREACHABLE);
        assertThat(site.guest("web").active()).isTrue();
        assertThat(site.guest("mail").active()).isTrue();
        assertThat(site.guest("old").active()).isFalse();
        assertThat(site.guest("web").protection()).isEqualTo(Protection.PROTECTED);
    }

    @Test
    void restarts_by_the_hypervisor_itself_are_told_by_its_capabilities() {
        Site site = observe().site();

        assertThat(site.endpoints().get("central").restarts()).isTrue();
        assertThat(site.endpoints().get("kvm1").restarts()).isFalse();
    }

    @Test
    void what_is_no_site_is_refused_with_what_to_do() {
        EndpointSample twins = new EndpointSample("central")
                .host("esx1", HostView.State.ONLINE)
                .host("esx1", HostView.State.ONLINE);

        assertThatThrownBy(() -> Lab.observe(Services.NONE, twins.seen()))
                .isInstanceOf(SiteRefusedException.class)
                .hasMessageContaining("endpoint central has two hosts called esx1", "rename one of them");
        assertThatThrownBy(() -> Lab.observe(Services.NONE, kvm1.neverSeen()))
                .isInstanceOf(SiteRefusedException.class)
                .hasMessageContaining("the site has no hosts: central, kvm1, kvm2 did not answer");
        assertThatThrownBy(() ->
                        Lab.observe(Services.NONE, EndpointSample.kvm("kvm9").seen()))
                .isInstanceOf(SiteRefusedException.class)
                .hasMessageContaining("endpoint kvm9 is in no site file");
    }

    @Test
    void a_site_of_paper_needs_no_endpoint_at_all() {
        Observed observed = SiteObserver.observe(
                io.polyvisor.apply.file.SiteDocument.read("paper.yaml", """
                        endpoints: {paper: {networks: {10: servers}}}
                        hosts: {paper/a: {memory: 8G, cpus: 4}, paper/b: {memory: 8G, cpus: 4, state: "off"}}
                        storages: {nfs: {shared: true, on: {paper: nfs}}}
                        guests: {web: {memory: 1G, "on": paper/a, disks: [{size: 1G, storage: nfs}]}, new: {memory: 1G}}
                        groups: [{name: g, apart: [web, new, ghost]}]
                        """),
                Services.NONE,
                java.util.List.<EndpointView>of(),
                Map.of(),
                Remembered.NOTHING);

        assertThat(observed.site().host(HostKey.parse("paper/b")).state()).isEqualTo(HostState.OFF);
        assertThat(observed.site().host(HostKey.parse("paper/a")).storages()).containsExactly("nfs");
        assertThat(observed.site().guest("web").place()).contains(HostKey.parse("paper/a"));
        assertThat(observed.site().guest("new").place()).isEmpty();
        assertThat(observed.site().groups().get(0).guests()).containsExactlyInAnyOrder("web", "new");
        assertThat(observed.remarks())
                .containsExactly("group g names ghost, which is neither a service nor a guest that was seen");
    }

    @Test
    void what_is_remembered_is_read_as_it_was_written() {
        kvm1.ours("web", PowerState.OFF).foreign("theirs");
        kvm2.ours("web");
        Observed observed = Lab.observe(
                Lab.declared("groups: [{name: g, apart: [web, theirs]}]\n"),
                Services.NONE,
                fenced(KVM1),
                central.seen(),
                kvm1.seen(),
                kvm2.seen());

        assertThat(ObservedDocument.read("last", ObservedDocument.text(observed)))
                .isEqualTo(observed);
    }
}
