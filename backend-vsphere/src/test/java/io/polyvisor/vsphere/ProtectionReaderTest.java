package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.DasVmPriority;
import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import org.junit.jupiter.api.Test;

final class ProtectionReaderTest {
    private static final ManagedObjectReference GUEST = RowOf.reference("VirtualMachine", "vm-1");

    @Test
    void a_cluster_with_high_availability_and_admission_control_restarts_a_guest_that_others_can_reach() {
        ProtectionView answer = read(cluster(true, true, "high"), true);
        assertThat(answer.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(answer.enforcer()).isEqualTo(Enforcer.BACKEND);
    }

    @Test
    void nobody_restarts_where_one_of_the_conditions_is_missing() {
        assertThat(read(cluster(false, true, "high"), true).enforcer()).isEqualTo(Enforcer.NOBODY);
        assertThat(read(cluster(true, false, "high"), true).why()).contains("admission control");
        assertThat(read(cluster(true, true, "high"), false).why()).contains("datastores");
        assertThat(read(cluster(true, true, "disabled"), true).protection()).isEqualTo(Protection.DO_NOT_RESTART);
        assertThat(read(cluster(true, true, "disabled"), true).enforcer()).isEqualTo(Enforcer.NOBODY);
        assertThat(read(new ClusterConfigInfoEx(), true).why()).contains("vSphere HA is off");
    }

    @Test
    void a_cluster_that_does_not_watch_its_hosts_restarts_nobody() {
        ClusterConfigInfoEx cluster = cluster(true, true, "high");
        cluster.getDasConfig().setHostMonitoring("disabled");
        assertThat(new ProtectionReader(cluster).restarts()).isFalse();
        assertThat(read(cluster, true).enforcer()).isEqualTo(Enforcer.NOBODY);
    }

    @Test
    void what_was_written_is_read_back() {
        for (Protection level : Protection.values()) {
            assertThat(read(cluster(true, true, ProtectionWriter.priority(level)), true)
                            .protection())
                    .isEqualTo(level);
        }
    }

    @Test
    void a_guest_without_a_priority_of_its_own_has_the_clusters() {
        ClusterConfigInfoEx cluster = cluster(true, true, "clusterRestartPriority");
        ClusterDasVmSettings standard = new ClusterDasVmSettings();
        standard.setRestartPriority("disabled");
        cluster.getDasConfig().setDefaultVmSettings(standard);
        assertThat(read(cluster, true).protection()).isEqualTo(Protection.DO_NOT_RESTART);
        cluster.setDasVmConfig(null);
        assertThat(read(cluster, true).protection()).isEqualTo(Protection.DO_NOT_RESTART);
    }

    @Test
    void the_older_field_counts_where_the_newer_one_is_not_told() {
        ClusterConfigInfoEx cluster = cluster(true, true, "high");
        cluster.getDasVmConfig()[0].setDasSettings(null);
        cluster.getDasVmConfig()[0].setRestartPriority(DasVmPriority.disabled);
        assertThat(read(cluster, true).protection()).isEqualTo(Protection.DO_NOT_RESTART);
    }

    private static ProtectionView read(ClusterConfigInfoEx cluster, boolean shared) {
        return new ProtectionReader(cluster).read(GUEST, shared);
    }

    private static ClusterConfigInfoEx cluster(boolean restarts, boolean keepsRoom, String priority) {
        ClusterDasConfigInfo das = new ClusterDasConfigInfo();
        das.setEnabled(restarts);
        das.setHostMonitoring("enabled");
        das.setAdmissionControlEnabled(keepsRoom);
        ClusterDasVmSettings settings = new ClusterDasVmSettings();
        settings.setRestartPriority(priority);
        ClusterDasVmConfigInfo guest = new ClusterDasVmConfigInfo();
        guest.setKey(GUEST);
        guest.setDasSettings(settings);
        ClusterConfigInfoEx cluster = new ClusterConfigInfoEx();
        cluster.setDasConfig(das);
        cluster.setDasVmConfig(new ClusterDasVmConfigInfo[] {guest});
        return cluster;
    }
}
