package io.polyvisor.vsphere;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDasVmSettings;
import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a cluster's settings of high availability mean for a guest. Pure. */
final class ProtectionReader {
    private static final String DISABLED = "disabled";
    private static final String AS_THE_CLUSTER = "clusterRestartPriority";
    private static final String STANDARD = "medium";

    private final ClusterConfigInfoEx cluster;

    ProtectionReader(ClusterConfigInfoEx cluster) {
        this.cluster = cluster;
    }

    /** Whether it restarts guests whose host is lost. */
    boolean restarts() {
        ClusterDasConfigInfo das = cluster.getDasConfig();
        return das != null
                && Boolean.TRUE.equals(das.getEnabled())
                && !DISABLED.equalsIgnoreCase(String.valueOf(das.getHostMonitoring()));
    }

    /** Whether it starts only as many guests as it could restart. */
    private boolean keepsRoom() {
        ClusterDasConfigInfo das = cluster.getDasConfig();
        return das != null && Boolean.TRUE.equals(das.getAdmissionControlEnabled());
    }

    /** What it was told about that guest, and whether it can do it: {@code shared}, other hosts see the guest's datastores. */
    ProtectionView read(ManagedObjectReference guest, boolean shared) {
        Protection protection = protection(priority(guest));
        if (!restarts()) {
            return nobody(protection, "vSphere HA is off in its cluster");
        }
        if (protection == Protection.DO_NOT_RESTART) {
            return nobody(protection, "its restart priority is disabled");
        }
        if (!shared) {
            return nobody(protection, "no other host sees all of its datastores");
        }
        if (!keepsRoom()) {
            return nobody(protection, "admission control is off: nothing keeps room for a restart");
        }
        return new ProtectionView(
                protection, Enforcer.BACKEND, "vSphere HA and admission control are on in its cluster");
    }

    private static ProtectionView nobody(Protection protection, String why) {
        return new ProtectionView(protection, Enforcer.NOBODY, why);
    }

    private String priority(ManagedObjectReference guest) {
        Optional<String> own = Rows.list(cluster.getDasVmConfig()).stream()
                .filter(each -> guest.equals(each.getKey()))
                .findFirst()
                .flatMap(ProtectionReader::ownPriority)
                .filter(told -> !told.equals(AS_THE_CLUSTER));
        return own.or(() -> Optional.ofNullable(cluster.getDasConfig())
                        .map(ClusterDasConfigInfo::getDefaultVmSettings)
                        .map(ClusterDasVmSettings::getRestartPriority))
                .orElse(STANDARD);
    }

    private static Optional<String> ownPriority(ClusterDasVmConfigInfo info) {
        @Nullable ClusterDasVmSettings settings = info.getDasSettings();
        return Optional.ofNullable(settings)
                .map(ClusterDasVmSettings::getRestartPriority)
                .or(() -> Optional.ofNullable(info.getRestartPriority()).map(Enum::name));
    }

    private static Protection protection(String priority) {
        return switch (priority) {
            case DISABLED -> Protection.DO_NOT_RESTART;
            case "high", "highest" -> Protection.PROTECTED;
            default -> Protection.RESTART_IF_POSSIBLE;
        };
    }
}
