package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VmwareDistributedVirtualSwitchTrunkVlanSpec;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanSpec;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.VlanId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NetworkReaderTest {

    @Test
    void a_port_group_of_hosts_has_the_vlan_that_they_agree_on() {
        assertThat(standard(10, 10)).contains(VlanId.of(10));
    }

    @Test
    void a_vlan_on_which_hosts_differ_is_unknown() {
        assertThat(standard(10, 20)).isEmpty();
    }

    @Test
    void untagged_and_all_tags_are_no_vlan() {
        assertThat(standard(0, 0)).isEmpty();
        assertThat(standard(4095, 4095)).isEmpty();
    }

    @Test
    void port_groups_of_the_same_name_on_hosts_that_the_network_is_not_on_do_not_count() {
        List<NetworkView> seen = read(
                network("servers", "host-1"),
                host("host-1", group("servers", 10)),
                host("host-2", group("servers", 20)));
        assertThat(seen.get(0).vlan()).contains(VlanId.of(10));
    }

    @Test
    void a_distributed_port_group_tells_its_vlan_itself() {
        VmwareDistributedVirtualSwitchVlanIdSpec one = new VmwareDistributedVirtualSwitchVlanIdSpec();
        one.setVlanId(30);
        assertThat(distributed(one)).contains(VlanId.of(30));
        assertThat(distributed(new VmwareDistributedVirtualSwitchTrunkVlanSpec()))
                .isEmpty();
    }

    @Test
    void uplinks_are_no_networks() {
        RowOf uplink =
                RowOf.object("DistributedVirtualPortgroup", "dvportgroup-1").with("name", "uplinks");
        RowOf dvs = RowOf.object("VmwareDistributedVirtualSwitch", "dvs-1")
                .with(
                        "config.uplinkPortgroup",
                        new ManagedObjectReference[] {RowOf.reference("DistributedVirtualPortgroup", "dvportgroup-1")});
        assertThat(read(uplink, dvs, network("servers", "host-1")))
                .extracting(NetworkView::id)
                .containsExactly(NetworkId.of("servers"));
    }

    private static Optional<VlanId> standard(int first, int second) {
        return read(
                        network("ser%2fvers", "host-1", "host-2"),
                        host("host-1", group("other", 99), group("ser/vers", first)),
                        host("host-2", group("ser/vers", second)))
                .get(0)
                .vlan();
    }

    private static Optional<VlanId> distributed(VmwareDistributedVirtualSwitchVlanSpec vlan) {
        VMwareDVSPortSetting ports = new VMwareDVSPortSetting();
        ports.setVlan(vlan);
        return read(RowOf.object("DistributedVirtualPortgroup", "dvportgroup-1")
                        .with("name", "servers")
                        .with("summary.accessible", true)
                        .with("config.defaultPortConfig", ports))
                .get(0)
                .vlan();
    }

    private static List<NetworkView> read(RowOf... rows) {
        List<PropertyRow> read = Stream.of(rows).map(RowOf::row).toList();
        return NetworkReader.read(read, UniqueNames.of(read, NetworkReader.TYPES));
    }

    private static RowOf network(String name, String... hosts) {
        return RowOf.object("Network", "network-1")
                .with("name", name)
                .with("summary.accessible", true)
                .with(
                        "host",
                        Stream.of(hosts)
                                .map(host -> RowOf.reference("HostSystem", host))
                                .toArray(ManagedObjectReference[]::new));
    }

    private static RowOf host(String id, HostPortGroup... groups) {
        return RowOf.object("HostSystem", id).with("config.network.portgroup", groups);
    }

    private static HostPortGroup group(String name, int vlan) {
        HostPortGroupSpec spec = new HostPortGroupSpec();
        spec.setName(name);
        spec.setVlanId(vlan);
        HostPortGroup group = new HostPortGroup();
        group.setSpec(spec);
        return group;
    }
}
