package io.polyvisor.vsphere;

import com.vmware.vim25.DVPortSetting;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.VlanId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Networks as the contract's records: port groups of hosts' own switches, of which each host has one of its own under a common name,
 * and port groups of distributed switches. Uplinks are none. Pure.
 */
final class NetworkReader {
    static final String STANDARD = "Network";
    static final String DISTRIBUTED = "DistributedVirtualPortgroup";
    static final String SWITCH = "DistributedVirtualSwitch";

    /** The types of objects that NICs can join. */
    static final Set<String> TYPES = Set.of(STANDARD, DISTRIBUTED, "OpaqueNetwork");

    private static final String ACCESSIBLE = "summary.accessible";
    private static final String HOSTS = "host";
    private static final String PORT_CONFIG = "config.defaultPortConfig";
    private static final String UPLINKS = "config.uplinkPortgroup";
    private static final String PORT_GROUPS = "config.network.portgroup";
    private static final int HIGHEST_VLAN = 4094;

    private final List<PropertyRow> rows;
    private final Set<ManagedObjectReference> uplinks = new HashSet<>();

    private NetworkReader(List<PropertyRow> rows) {
        this.rows = rows;
        rows.forEach(row -> uplinks.addAll(Rows.list(row, UPLINKS, ManagedObjectReference.class)));
    }

    /** What is read for networks; of hosts their port groups, and of switches which port groups are uplinks. */
    static List<PropertySpec> reads() {
        return List.of(
                Visits.read(STANDARD, "name", ACCESSIBLE, HOSTS),
                Visits.read(DISTRIBUTED, "name", ACCESSIBLE, PORT_CONFIG),
                Visits.read(SWITCH, UPLINKS),
                Visits.read(HostReader.TYPE, PORT_GROUPS));
    }

    /** The networks among the rows, each under its identity. */
    static List<NetworkView> read(List<PropertyRow> rows, Map<ManagedObjectReference, String> ids) {
        NetworkReader reader = new NetworkReader(rows);
        List<NetworkView> networks = new ArrayList<>();
        for (PropertyRow row : rows) {
            String id = ids.get(row.object());
            if (id != null && !reader.uplinks.contains(row.object())) {
                boolean usable = row.value(ACCESSIBLE, Boolean.class).orElse(false);
                networks.add(new NetworkView(NetworkId.of(id), usable, reader.vlan(row)));
            }
        }
        return networks;
    }

    private Optional<VlanId> vlan(PropertyRow row) {
        return row.object().getType().equals(DISTRIBUTED)
                ? row.value(PORT_CONFIG, DVPortSetting.class).flatMap(NetworkReader::distributed)
                : standard(row);
    }

    /** A trunk of several VLANs and a private one are none of the contract's. */
    private static Optional<VlanId> distributed(DVPortSetting setting) {
        return setting instanceof VMwareDVSPortSetting ports
                        && ports.getVlan() instanceof VmwareDistributedVirtualSwitchVlanIdSpec one
                ? vlan(one.getVlanId())
                : Optional.empty();
    }

    /** What all hosts that have the port group agree on: if they differ, where a guest lands decides, and that is unknown. */
    private Optional<VlanId> standard(PropertyRow network) {
        Set<ManagedObjectReference> hosts = Set.copyOf(Rows.list(network, HOSTS, ManagedObjectReference.class));
        String name =
                network.value("name", String.class).map(VsphereNames::decode).orElse("");
        Set<Integer> told = new HashSet<>();
        for (PropertyRow row : rows) {
            if (hosts.contains(row.object())) {
                Rows.list(row, PORT_GROUPS, HostPortGroup.class).stream()
                        .map(HostPortGroup::getSpec)
                        .filter(spec -> spec != null && name.equals(spec.getName()))
                        .map(HostPortGroupSpec::getVlanId)
                        .forEach(told::add);
            }
        }
        return told.size() == 1 ? vlan(told.iterator().next()) : Optional.empty();
    }

    // 0 is untagged, 4095 hands all tags through.
    private static Optional<VlanId> vlan(int number) {
        return number >= 1 && number <= HIGHEST_VLAN ? Optional.of(VlanId.of(number)) : Optional.empty();
    }
}
