package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteDocumentTest {
    private static final HostKey PAPER = HostKey.parse("paper");

    private final DeclaredSite site = SiteDocument.read("site.yaml", SampleFiles.SITE);

    @Test
    void endpoints_are_read_with_what_they_cost_and_what_they_call_things() {
        DeclaredEndpoint kvm1 = site.endpoints().get("kvm1");

        assertThat(site.name()).isEqualTo("school");
        assertThat(site.endpoints()).containsOnlyKeys("central", "kvm1", "paper");
        assertThat(kvm1.kind()).isEqualTo("qemu");
        assertThat(kvm1.owner()).isEqualTo(EndpointClass.IN_HOUSE);
        assertThat(kvm1.location()).isEqualTo("forum");
        assertThat(kvm1.cost().perGuest()).isEqualTo(Money.of(150));
        assertThat(kvm1.cost().perHost()).isEqualTo(Money.parse("49.50"));
        assertThat(kvm1.networks()).isEqualTo(Map.of(VlanId.of(10), NetworkId.of("servers")));
        assertThat(kvm1.images()).isEqualTo(Map.of("linux", VolumeId.of("nfs", "linux.qcow2")));
        assertThat(kvm1.overcommitPercent()).isEqualTo(150);
        assertThat(kvm1.fence()).containsExactly("ipmitool", "-H", "{host}-bmc", "power", "off");
        assertThat(kvm1.attested()).containsExactly(VlanId.of(20));
        assertThat(site.endpoints().get("central").newDisksIn()).contains(StorageId.of("images"));
        assertThat(site.endpoints().get("paper").uri()).isEmpty();
        assertThat(site.endpoints().get("paper").location()).isEqualTo("school");
        assertThat(site.endpoints().get("paper").overcommitPercent()).isEqualTo(400);
    }

    @Test
    void hosts_pools_storages_guests_and_groups_are_read() {
        assertThat(site.hosts()).containsOnlyKeys(HostKey.parse("kvm1"), PAPER, HostKey.parse("paper/two"));
        assertThat(site.hosts().get(HostKey.parse("kvm1")).state()).contains(HostState.MAINTENANCE);
        assertThat(site.hosts().get(HostKey.parse("kvm1")).storages()).contains(Set.of("nfs"));
        assertThat(site.hosts().get(PAPER).memory()).contains(Memory.gib(64));
        assertThat(site.hosts().get(PAPER).vlans()).isEmpty();
        assertThat(site.pools().get("forum").failures()).isEqualTo(1);
        assertThat(site.storages().get("nfs").shared()).isTrue();
        assertThat(site.guests().get("old").place()).contains(PAPER);
        assertThat(site.guests().get("old").mobility()).isEqualTo(Mobility.COLD);
        assertThat(site.guests().get("old").disks().get(0).storage()).isEqualTo(Optional.of("nfs"));
        assertThat(site.guests().get("new").active()).isFalse();
        assertThat(site.groups()).containsExactly(new Group("both", Group.Kind.APART, Set.of("old", "new")));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            site: school                     | site: ''                        | 1 | site | is blank
            currency: GBP                    | curency: GBP                    | 2 | curency | did you mean currency?
            vsphere://vcenter.example.org/School | no address                  | 5 | endpoints.central.uri | not the address of an endpoint
            class: central                   | class: centre                   | 7 | endpoints.central.class | "centre" is none of central, in-house
            cost: {guest-year: 365}          | cost: {guest-year: -365}        | 10 | endpoints.central.cost.guest-year | is -365; a price is 0 or more
            cost: {guest-year: 365}          | cost: {guest-year: lots}        | 10 | endpoints.central.cost.guest-year | "lots" is not an amount of money
            {10: servers, 20: lab}\\n    images | {5000: servers}\\n    images    | 11 | endpoints.central.networks.5000 | VLAN 5000 is out of range
            {10: servers, 20: lab}\\n    images | {ten: servers}\\n    images     | 11 | endpoints.central.networks.ten | "ten" is not a whole number
            {10: servers, 20: lab}\\n    images | {10: a, 010: b}\\n    images    | 11 | endpoints.central.networks.010 | is there twice, in another spelling
            images/linux.vmdk                | linux.vmdk                      | 12 | endpoints.central.images.linux | is not of the form STORAGE/VOLUME
            kvm1:\\n    uri: qemu+ssh         | kvm/1:\\n    uri: qemu+ssh      | 14 | endpoints.kvm/1 | is not a name
            pool: forum\\n    cost           | pool: form\\n    cost           | 18 | endpoints.kvm1.pool | "form" is no pool of this site; did you mean forum?
            overcommit: 1.5                  | overcommit: 0                   | 22 | endpoints.kvm1.overcommit | 0.01 to 1000 is right
            overcommit: 1.5                  | overcommit: 1.555               | 22 | endpoints.kvm1.overcommit | two decimals at most
            attest: {vlans: [20]}            | attest: {vlans: [-20]}          | 24 | endpoints.kvm1.attest.vlans[0] | VLAN -20 is out of range
            attest: {vlans: [20]}            | attest: {vlan: [20]}            | 24 | endpoints.kvm1.attest.vlan | did you mean vlans?
            kind: qemu                       | kind: [qemu]                    | 26 | endpoints.paper.kind | is not a single value but a list
            kvm1: {overcommit: 2             | kvm7: {overcommit: 2            | 30 | hosts.kvm7 | "kvm7" is no endpoint of this site; did you mean kvm1?
            storages: [nfs]                  | storages: [nsf]                 | 30 | hosts.kvm1.storages[0] | "nsf" is no storage of this site; did you mean nfs?
            state: maintenance               | state: lost                     | 30 | hosts.kvm1.state | observed or proved, never declared
            memory: 64G, cpus                | memory: -64G, cpus              | 31 | hosts.paper.memory | "-64G" is not an amount of memory; write for instance 512M
            memory: 64G, cpus                | memory: 0, cpus                 | 31 | hosts.paper.memory | is nothing at all
            memory: 64G, cpus                | cpus                            | 31 | hosts.paper.memory | is missing
            cpus: 16                         | cpus: 0                         | 31 | hosts.paper.cpus | is 0; 1 or more is right
            paper/two:                       | paper/paper:                    | 32 | hosts.paper/paper | is there twice, in another spelling
            failures: 1                      | failures: -1                    | 34 | pools.forum.failures | is -1; 0 or more is right
            spare: {}                        | spair: {}                       | 32 | hosts.paper/two.pool | "spare" is no pool of this site; did you mean spair?
            spare: {}                        | spair: {}                       | 35 | pools.spair | no endpoint or host is in it
            paper: images                    | papr: images                    | 37 | storages.nfs.on.papr | "papr" is no endpoint of this site; did you mean paper?
            shared: true                     | shared: perhaps                 | 37 | storages.nfs.shared | is neither true nor false
            , on: {kvm1: images, paper: images} | ``                           | 37 | storages.nfs.on | is missing or empty
            "on": paper                      | "on": paper/three               | 39 | guests.old.on | "paper/three" is no host of this site
            storage: nfs}                    | storage: smb}                   | 39 | guests.old.disks[0].storage | "smb" is no storage of this site (known: nfs)
            vlans: [10], moves               | vlans: [30], moves              | 39 | guests.old.vlans[0] | VLAN 30 is in the networks of no endpoint (known: 10, 20)
            new: {memory: 1G,                | new: {                          | 40 | guests.new.memory | is missing
            new: {memory: 1G,                | old: {memory: 1G,               | 40 | guests.old | is there twice, first in line 39
            apart: [old, new]                | apart: [old]                    | 42 | groups[0] | binds two guests or more
            apart: [old, new]                | close: [old, new]               | 42 | groups[0] | give either apart
            apart: [old, new]                | apart: [old, new], together: [old, new] | 42 | groups[0] | give either apart
            """)
    void a_fault_is_named_by_line_and_key_with_what_would_be_right(
            String right, String wrong, int line, String key, String why) {
        assertFault(right, wrong == null ? "" : wrong, line, key, why);
    }

    private static void assertFault(String right, String wrong, int line, String key, String why) {
        String from = right.replace("\\n", "\n");
        assertThat(SampleFiles.SITE).contains(from);
        String text = SampleFiles.SITE.replace(from, wrong.replace("\\n", "\n"));

        FileFaultsException thrown =
                catchThrowableOfType(FileFaultsException.class, () -> SiteDocument.read("site.yaml", text));

        assertThat(thrown).as(wrong).isNotNull();
        assertThat(thrown.faults()).as(thrown.getMessage()).anySatisfy(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.why()).contains(why);
        });
    }

    @Test
    void a_site_without_hosts_is_a_fault() {
        assertThat(faults("site: empty\n"))
                .containsExactly("line 1: endpoints: a site needs a host: give an endpoint with its uri, "
                        + "or declare hosts of an endpoint under hosts");
        assertThat(faults("site: empty\nendpoints: {}\n"))
                .singleElement()
                .asString()
                .startsWith("line 2: endpoints: a site needs a host");
        assertThat(faults("endpoints:\n  kvm1: {class: in-house}\n"))
                .containsExactly("line 2: endpoints.kvm1.uri: is missing; write for instance qemu:///system, "
                        + "or declare hosts of the endpoint under hosts");
    }

    private static java.util.List<String> faults(String text) {
        FileFaultsException thrown =
                catchThrowableOfType(FileFaultsException.class, () -> SiteDocument.read("site.yaml", text));
        return thrown.faults().stream().map(FileFault::toString).toList();
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_their_lines() {
        assertThat(faults("""
                endpoints:
                  kvm1: {uri: "qemu:///system", class: x, overcommit: y, costs: 1}
                hosts:
                  kvm2: {cpus: -1}
                """))
                .hasSize(5)
                .allMatch(
                        fault -> fault.startsWith("line 2: endpoints.kvm1.") || fault.startsWith("line 4: hosts.kvm2"));
    }
}
