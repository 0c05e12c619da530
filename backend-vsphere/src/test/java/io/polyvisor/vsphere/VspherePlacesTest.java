package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.model.StorageId;
import io.polyvisor.spi.DriverException;
import io.polyvisor.testbed.Vcsim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where guests go in a simulated vCenter with two datacenters, one of them in a folder, and two clusters in each. */
@SimulatedVCenters
final class VspherePlacesTest {
    private static final Placement.Wanted ANYTHING = new Placement.Wanted(Optional.empty(), List.of(), List.of());

    private static Vcsim vcsim;
    private static VsphereSession session;

    @BeforeAll
    static void open() {
        vcsim = Vcsim.vCenter().datacenters(2).folders(1).clusters(2).guests(1).start();
        session = VsphereSession.open(address(""), vcsim.access(), call());
    }

    @AfterAll
    static void close() {
        session.close();
        vcsim.close();
    }

    @Test
    void everything_is_found_below_the_root_whatever_folders_it_is_in() {
        Landscape all = places("").read(call());
        assertThat(all.datacenters()).extracting(Landscape.Datacenter::name).containsExactlyInAnyOrder("DC0", "DC1");
        assertThat(all.computes())
                .extracting(Landscape.Compute::name)
                .containsExactlyInAnyOrder("DC0_C0", "DC0_C1", "DC1_C0", "DC1_C1");
        assertThat(all.hosts()).hasSize(12).allSatisfy(host -> {
            assertThat(host.usable()).isTrue();
            assertThat(all.computeOf(host).name()).isEqualTo(host.name().substring(0, 6));
        });
        assertThat(all.networks())
                .filteredOn(network -> network.name().endsWith("DVPG0"))
                .hasSize(2)
                .allSatisfy(network -> assertThat(network.place().port()).isPresent());
    }

    @Test
    void a_cluster_of_the_address_is_where_guests_go() {
        Landscape all = places("").read(call());
        Placement placement = places("?cluster=DC0_C1").choose(ANYTHING, call());
        Landscape.Compute chosen = all.computes().stream()
                .filter(compute -> compute.name().equals("DC0_C1"))
                .findFirst()
                .orElseThrow();
        assertThat(placement.pool()).isEqualTo(chosen.rootPool());
        assertThat(placement.home().name()).isEqualTo("LocalDS_0");
        assertThat(placement.folder())
                .isEqualTo(all.datacenter(chosen.datacenter()).vmFolder());
    }

    @Test
    void of_four_clusters_none_is_picked() {
        assertThatThrownBy(() -> places("").choose(ANYTHING, call()))
                .isInstanceOfSatisfying(DriverException.class, said -> {
                    assertThat(said.fault().kind()).isEqualTo(ErrorKind.AMBIGUOUS);
                    assertThat(said.fault().message()).contains("DC0_C0", "DC0_C1", "DC1_C0", "DC1_C1");
                });
    }

    @Test
    void a_folder_of_the_address_is_found_by_its_path_and_one_that_is_not_there_is_refused() {
        ManagedObjectReference top =
                places("?cluster=DC0_C0").choose(ANYTHING, call()).folder();
        ManagedObjectReference services =
                session.calls().keyed("folder services", call(), vim -> vim.createFolder(top, "services"));
        ManagedObjectReference odd = session.calls()
                .keyed("folder a/b", call(), vim -> vim.createFolder(services, VsphereNames.encode("100%")));
        assertThat(places("?cluster=DC0_C0&folder=services/100%25")
                        .choose(ANYTHING, call())
                        .folder())
                .isEqualTo(odd);
        assertThatThrownBy(() -> places("?cluster=DC0_C0&folder=services/none").choose(ANYTHING, call()))
                .isInstanceOfSatisfying(DriverException.class, said -> {
                    assertThat(said.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC);
                    assertThat(said.fault().message()).contains("address.folder", "no folder none");
                });
    }

    @Test
    void names_of_two_datacenters_are_told_apart_and_lead_to_their_own() {
        Landscape all = places("").read(call());
        Landscape.StoragePlace one = all.storage(StorageId.of("LocalDS_0@DC1"), "disks[0].storage");
        assertThat(all.datacenter(one.datacenter()).name()).isEqualTo("DC1");
        assertThat(one.name()).isEqualTo("LocalDS_0");
        assertThatThrownBy(() -> all.network(NetworkId.of("VM Network"), "nics[0].network"))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        said -> assertThat(said.fault().message()).contains("nics[0].network"));
    }

    @Test
    void a_guest_in_a_cluster_without_high_availability_is_restarted_by_nobody() {
        ProtectionView answer = new VsphereProtectionReading(session.calls())
                .protection(
                        new VsphereLookups(session, session.content().getRootFolder())
                                .named(GuestName.of("DC0_C0_RP0_VM0"), call())
                                .get(0),
                        call());
        assertThat(answer.enforcer()).isEqualTo(Enforcer.NOBODY);
        assertThat(answer.why()).contains("vSphere HA is off");
        assertThat(answer.protection()).isEqualTo(Protection.RESTART_IF_POSSIBLE);
    }

    private static Places places(String parameters) {
        return new Places(session, address(parameters), session.content().getRootFolder());
    }

    private static VsphereAddress address(String parameters) {
        return VsphereAddress.parse(EndpointUri.parse("vsphere://" + vcsim.address() + "/" + parameters));
    }

    private static TestCall call() {
        return TestCall.ofSeconds(30);
    }
}
