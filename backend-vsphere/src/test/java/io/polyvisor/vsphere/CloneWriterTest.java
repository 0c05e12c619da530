package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualVmxnet3;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests that copy guests, and those that concern their clusters and hosts. */
final class CloneWriterTest {
    private static final CreationKey KEY = CreationKey.fresh();
    private static final ManagedObjectReference GUEST = GuestCalls.reference("VirtualMachine", "vm-7");
    private static final ManagedObjectReference STORE = GuestCalls.reference("Datastore", "datastore-1");

    @Test
    void clone_has_a_key_a_mark_and_addresses_of_its_own() {
        VirtualMachineCloneSpec spec = CloneWriter.full(identity(), CloneWriter.Target.BESIDE_SOURCE);
        Map<String, String> options = Options.map(spec.getConfig().getExtraConfig());
        assertThat(MarkOptions.read(options).flatMap(Mark::key)).contains(KEY);
        assertThat(spec.getConfig().getInstanceUuid()).isEqualTo(KEY.toString());
        VirtualDeviceConfigSpec nic = spec.getConfig().getDeviceChange()[0];
        assertThat(nic.getOperation()).isEqualTo(VirtualDeviceConfigSpecOperation.edit);
        assertThat(((VirtualEthernetCard) nic.getDevice()).getMacAddress()).isNull();
        assertThat(((VirtualEthernetCard) nic.getDevice()).getAddressType()).isEqualTo("generated");
        assertThat(spec.isPowerOn()).isFalse();
    }

    @Test
    void clone_forgets_what_its_source_was_told_at_first_boot() {
        VirtualMachineCloneSpec spec = CloneWriter.full(identity(), CloneWriter.Target.BESIDE_SOURCE);
        assertThat(spec.getConfig().getExtraConfig())
                .filteredOn(option -> option.getKey().equals("guestinfo.userdata"))
                .singleElement()
                .satisfies(option -> assertThat(option.getValue()).isEqualTo(""));
    }

    @Test
    void full_clone_shares_nothing_and_a_linked_one_stands_on_a_snapshot() {
        ManagedObjectReference snapshot = GuestCalls.reference("VirtualMachineSnapshot", "snapshot-3");
        VirtualMachineCloneSpec full = CloneWriter.full(identity(), CloneWriter.Target.BESIDE_SOURCE.on(STORE));
        assertThat(full.getLocation().getDiskMoveType()).isEqualTo("moveAllDiskBackingsAndDisallowSharing");
        assertThat(full.getLocation().getDatastore()).isEqualTo(STORE);
        assertThat(full.getSnapshot()).isNull();
        VirtualMachineCloneSpec linked = CloneWriter.linked(identity(), CloneWriter.Target.BESIDE_SOURCE, snapshot);
        assertThat(linked.getLocation().getDiskMoveType()).isEqualTo("createNewChildDiskBacking");
        assertThat(linked.getSnapshot()).isEqualTo(snapshot);
    }

    @Test
    void protection_is_the_restart_priority_where_the_cluster_restarts_guests() {
        ClusterConfigSpecEx change = ProtectionWriter.change(cluster(true), GUEST, Protection.PROTECTED)
                .orElseThrow();
        assertThat(change.getDasVmConfigSpec()[0].getOperation()).isEqualTo(ArrayUpdateOperation.add);
        assertThat(change.getDasVmConfigSpec()[0].getInfo().getKey()).isEqualTo(GUEST);
        assertThat(change.getDasVmConfigSpec()[0].getInfo().getDasSettings().getRestartPriority())
                .isEqualTo("high");
        assertThat(ProtectionWriter.change(cluster(false), GUEST, Protection.PROTECTED))
                .isEmpty();
    }

    @Test
    void priority_that_is_so_already_is_not_sent_and_another_is_edited() {
        ClusterConfigInfoEx cluster = cluster(true);
        ClusterDasVmConfigInfo entry = ProtectionWriter.change(cluster, GUEST, Protection.DO_NOT_RESTART)
                .orElseThrow()
                .getDasVmConfigSpec()[0]
                .getInfo();
        cluster.setDasVmConfig(new ClusterDasVmConfigInfo[] {entry});
        assertThat(ProtectionWriter.change(cluster, GUEST, Protection.DO_NOT_RESTART))
                .isEmpty();
        assertThat(ProtectionWriter.change(cluster, GUEST, Protection.RESTART_IF_POSSIBLE)
                        .orElseThrow()
                        .getDasVmConfigSpec()[0]
                        .getOperation())
                .isEqualTo(ArrayUpdateOperation.edit);
    }

    @Test
    void starting_with_the_host_switches_the_hosts_list_on_and_never_off() {
        HostAutoStartManagerConfig on = AutostartWriter.change(GUEST, true);
        assertThat(on.getDefaults().getEnabled()).isTrue();
        assertThat(on.getPowerInfo()[0].getStartAction()).isEqualTo("powerOn");
        HostAutoStartManagerConfig off = AutostartWriter.change(GUEST, false);
        assertThat(off.getDefaults()).isNull();
        assertThat(off.getPowerInfo()[0].getStartAction()).isEqualTo("none");
    }

    private static CloneWriter.Identity identity() {
        VirtualVmxnet3 nic = new VirtualVmxnet3();
        nic.setKey(4000);
        nic.setAddressType("manual");
        nic.setMacAddress("52:54:00:00:00:01");
        return new CloneWriter.Identity(
                KEY, new Mark(Optional.of(KEY), Map.of(), Protection.DO_NOT_RESTART), Optional.empty(), List.of(nic));
    }

    private static ClusterConfigInfoEx cluster(boolean restarts) {
        ClusterDasConfigInfo das = new ClusterDasConfigInfo();
        das.setEnabled(restarts);
        ClusterConfigInfoEx cluster = new ClusterConfigInfoEx();
        cluster.setDasConfig(das);
        return cluster;
    }
}
