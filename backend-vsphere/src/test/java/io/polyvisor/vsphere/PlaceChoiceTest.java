package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.HostId;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.spi.DriverException;
import io.polyvisor.vsphere.Landscape.Compute;
import io.polyvisor.vsphere.Landscape.Datacenter;
import io.polyvisor.vsphere.Landscape.HostPlace;
import io.polyvisor.vsphere.Landscape.KnownNetwork;
import io.polyvisor.vsphere.Landscape.PoolPlace;
import io.polyvisor.vsphere.Landscape.StoragePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PlaceChoiceTest {
    private final List<Compute> computes = new ArrayList<>();
    private final List<HostPlace> hosts = new ArrayList<>();
    private final List<StoragePlace> storages = new ArrayList<>();
    private final List<KnownNetwork> networks = new ArrayList<>();
    private final List<PoolPlace> pools = new ArrayList<>();

    PlaceChoiceTest() {
        cluster("blue", true, "store");
        storage("store");
        network("servers", "dc");
    }

    @Test
    void the_only_cluster_and_the_only_datastore_are_the_default_and_a_cluster_that_balances_chooses_the_host() {
        Placement placement = choose("", Optional.empty());
        assertThat(placement.pool()).isEqualTo(ref("pool of blue"));
        assertThat(placement.host()).isEmpty();
        assertThat(placement.home().name()).isEqualTo("store");
        assertThat(placement.folder()).isEqualTo(ref("vm"));
    }

    @Test
    void of_two_clusters_none_is_picked_and_both_are_named() {
        cluster("red", true, "store");
        assertRefused(() -> choose("", Optional.empty()), Fault.Ambiguous.class, "blue", "red", "?cluster=");
    }

    @Test
    void the_address_chooses_among_clusters() {
        cluster("red", true, "store");
        assertThat(choose("?cluster=red", Optional.empty()).pool()).isEqualTo(ref("pool of red"));
    }

    @Test
    void a_disks_storage_chooses_among_clusters_when_one_alone_reaches_it() {
        cluster("red", true, "other");
        storage("other");
        assertThat(choose("", Optional.empty(), "other").pool()).isEqualTo(ref("pool of red"));
    }

    @Test
    void storages_that_no_cluster_reaches_together_are_refused() {
        cluster("red", true, "other");
        storage("other");
        assertRefused(() -> choose("", Optional.empty(), "store", "other"), Fault.InvalidSpec.class, "store", "other");
    }

    @Test
    void a_host_that_the_spec_names_brings_its_cluster() {
        cluster("red", true, "store");
        host("esx7", "red", true, 1);
        Placement placement = choose("", Optional.of("esx7"));
        assertThat(placement.pool()).isEqualTo(ref("pool of red"));
        assertThat(placement.host()).contains(ref("esx7"));
    }

    @Test
    void a_cluster_that_does_not_balance_gets_the_usable_host_with_most_free_memory() {
        computes.clear();
        cluster("blue", false, "store");
        host("small", "blue", true, 10);
        host("large", "blue", true, 20);
        host("resting", "blue", false, 30);
        assertThat(choose("", Optional.empty()).host()).contains(ref("large"));
    }

    @Test
    void a_pool_of_the_address_is_used_and_brings_its_cluster() {
        cluster("red", true, "store");
        pools.add(new PoolPlace(ref("gold"), "gold", ref("red")));
        assertThat(choose("?pool=gold", Optional.empty()).pool()).isEqualTo(ref("gold"));
    }

    @Test
    void two_pools_of_one_name_are_ambiguous() {
        pools.add(new PoolPlace(ref("gold1"), "gold", ref("blue")));
        pools.add(new PoolPlace(ref("gold2"), "gold", ref("blue")));
        assertRefused(() -> choose("?pool=gold", Optional.empty()), Fault.Ambiguous.class, "pool gold");
    }

    @Test
    void of_two_datastores_none_is_picked_for_a_guest_without_disks() {
        computes.clear();
        cluster("blue", true, "store", "other");
        storage("other");
        assertRefused(() -> choose("", Optional.empty()), Fault.Ambiguous.class, "store", "other", "?datastore=");
        assertThat(choose("?datastore=other", Optional.empty()).home().name()).isEqualTo("other");
    }

    @Test
    void what_is_not_there_is_refused_by_its_field_with_what_there_is() {
        assertRefused(
                () -> choose("", Optional.empty(), "nowhere"),
                Fault.InvalidSpec.class,
                "disks.storage",
                "no storage nowhere",
                "store");
        assertRefused(() -> choose("", Optional.of("esx99")), Fault.InvalidSpec.class, "host", "esx99");
        assertRefused(() -> choose("?cluster=green", Optional.empty()), Fault.InvalidSpec.class, "green", "blue");
    }

    @Test
    void a_network_of_another_datacenter_is_refused() {
        network("far", "dc2");
        Placement.Wanted wanted = new Placement.Wanted(Optional.empty(), List.of(), List.of(NetworkId.of("far")));
        assertRefused(() -> choose("", wanted), Fault.InvalidSpec.class, "far");
    }

    @Test
    void an_address_that_names_what_is_not_there_is_refused_when_it_is_opened() {
        assertRefused(
                () -> PlaceChoice.requirePreferences(landscape(), address("?cluster=green&network=nope")),
                Fault.InvalidSpec.class,
                "no cluster green",
                "no network nope",
                "blue",
                "servers");
        PlaceChoice.requirePreferences(landscape(), address("?cluster=blue&network=servers"));
    }

    private Placement choose(String parameters, Optional<String> host, String... storages) {
        return choose(
                parameters,
                new Placement.Wanted(
                        host.map(HostId::of),
                        List.of(storages).stream().map(StorageId::of).toList(),
                        List.of()));
    }

    private Placement choose(String parameters, Placement.Wanted wanted) {
        return new PlaceChoice(landscape(), address(parameters), wanted).placement(Datacenter::vmFolder);
    }

    private Landscape landscape() {
        return new Landscape(
                List.of(new Datacenter(ref("dc"), "dc", ref("vm")), new Datacenter(ref("dc2"), "dc2", ref("vm2"))),
                computes,
                hosts,
                pools,
                storages,
                networks);
    }

    private static VsphereAddress address(String parameters) {
        return VsphereAddress.parse(EndpointUri.parse("vsphere://vc.example/" + parameters));
    }

    private void cluster(String name, boolean balances, String... datastores) {
        Set<ManagedObjectReference> reached = Set.copyOf(
                List.of(datastores).stream().map(PlaceChoiceTest::ref).toList());
        computes.add(new Compute(ref(name), name, ref("dc"), ref("pool of " + name), reached, balances));
    }

    private void host(String name, String cluster, boolean usable, long free) {
        hosts.add(new HostPlace(HostId.of(name), ref(name), name, ref(cluster), usable, free));
    }

    private void storage(String name) {
        storages.add(new StoragePlace(StorageId.of(name), ref(name), name, ref("dc"), true, ref("browser")));
    }

    private void network(String name, String datacenter) {
        networks.add(new KnownNetwork(
                NetworkId.of(name), name, ref(datacenter), new NetworkPlace(ref(name), name, Optional.empty())));
    }

    private static ManagedObjectReference ref(String value) {
        return RowOf.reference("Any", value);
    }

    private static void assertRefused(ThrowingCallable choice, Class<? extends Fault> kind, String... words) {
        assertThatThrownBy(choice).isInstanceOfSatisfying(DriverException.class, said -> {
            assertThat(said.fault()).isInstanceOf(kind);
            assertThat(said.fault().message()).contains(words);
        });
    }
}
