package io.polyvisor.vsphere;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigSpec;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.Protection;
import java.util.Optional;

/** Protection as a guest's restart priority in its cluster. */
final class ProtectionWriter {
    private ProtectionWriter() {}

    /** The change of the cluster; empty where it restarts nobody, or the guest has that priority already. */
    static Optional<ClusterConfigSpecEx> change(
            ClusterConfigInfoEx cluster, ManagedObjectReference guest, Protection protection) {
        boolean restarts = cluster.getDasConfig() != null
                && Boolean.TRUE.equals(cluster.getDasConfig().getEnabled());
        if (!restarts) {
            return Optional.empty();
        }
        Optional<ClusterDasVmConfigInfo> present = Rows.list(cluster.getDasVmConfig()).stream()
                .filter(each -> each.getKey() != null && each.getKey().getVal().equals(guest.getVal()))
                .findFirst();
        String wanted = priority(protection);
        boolean already = present.map(ClusterDasVmConfigInfo::getDasSettings)
                .map(ClusterDasVmSettings::getRestartPriority)
                .filter(wanted::equals)
                .isPresent();
        return already ? Optional.empty() : Optional.of(spec(guest, present, wanted));
    }

    /** The least that vSphere has for a guest that is to be left alone is not to restart it. */
    static String priority(Protection protection) {
        return switch (protection) {
            case PROTECTED -> "high";
            case RESTART_IF_POSSIBLE -> "medium";
            case DO_NOT_RESTART -> "disabled";
        };
    }

    private static ClusterConfigSpecEx spec(
            ManagedObjectReference guest, Optional<ClusterDasVmConfigInfo> present, String priority) {
        ClusterDasVmConfigInfo info = present.orElseGet(ClusterDasVmConfigInfo::new);
        info.setKey(guest);
        ClusterDasVmSettings settings =
                info.getDasSettings() == null ? new ClusterDasVmSettings() : info.getDasSettings();
        settings.setRestartPriority(priority);
        info.setDasSettings(settings);
        // The older field would otherwise contradict it.
        info.setRestartPriority(null);
        ClusterDasVmConfigSpec entry = new ClusterDasVmConfigSpec();
        entry.setOperation(present.isPresent() ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add);
        entry.setInfo(info);
        ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
        spec.setDasVmConfigSpec(new ClusterDasVmConfigSpec[] {entry});
        return spec;
    }
}
