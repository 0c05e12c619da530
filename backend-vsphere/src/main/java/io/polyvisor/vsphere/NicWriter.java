package io.polyvisor.vsphere;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardMacType;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualVmxnet3;
import io.polyvisor.model.MacAddress;
import java.util.Optional;

/** NICs as changes of a guest's devices. */
final class NicWriter {
    /** The key of a guest's first NIC; those of the others follow. */
    static final int FIRST_KEY = 4000;

    private NicWriter() {}

    /** The change that adds a NIC; without an address the server chooses one. */
    static VirtualDeviceConfigSpec add(int key, NetworkPlace network, Optional<MacAddress> mac) {
        VirtualVmxnet3 nic = new VirtualVmxnet3();
        nic.setKey(key);
        nic.setBacking(backing(network));
        VirtualEthernetCardMacType type =
                mac.isPresent() ? VirtualEthernetCardMacType.manual : VirtualEthernetCardMacType.generated;
        nic.setAddressType(type.name());
        mac.ifPresent(address -> nic.setMacAddress(address.value()));
        VirtualDeviceConnectInfo connection = new VirtualDeviceConnectInfo();
        connection.setStartConnected(true);
        connection.setAllowGuestControl(true);
        connection.setConnected(true);
        nic.setConnectable(connection);
        return Changes.of(VirtualDeviceConfigSpecOperation.add, nic);
    }

    private static VirtualDeviceBackingInfo backing(NetworkPlace network) {
        return network.port().map(NicWriter::onSwitch).orElseGet(() -> onHost(network));
    }

    private static VirtualDeviceBackingInfo onSwitch(NetworkPlace.DvPort port) {
        DistributedVirtualSwitchPortConnection connection = new DistributedVirtualSwitchPortConnection();
        connection.setSwitchUuid(port.switchUuid());
        connection.setPortgroupKey(port.portgroupKey());
        VirtualEthernetCardDistributedVirtualPortBackingInfo backing =
                new VirtualEthernetCardDistributedVirtualPortBackingInfo();
        backing.setPort(connection);
        return backing;
    }

    private static VirtualDeviceBackingInfo onHost(NetworkPlace network) {
        VirtualEthernetCardNetworkBackingInfo backing = new VirtualEthernetCardNetworkBackingInfo();
        backing.setDeviceName(network.keptName());
        backing.setNetwork(network.reference());
        return backing;
    }
}
