package io.polyvisor.vsphere;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertySpec;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Protecting;
import java.util.List;
import java.util.Optional;

/** Reads what a guest's cluster would do when its host is lost, in one request. Thread-safe. */
final class VsphereProtectionReading implements Protecting {
    private static final String SHARED = "summary.multipleHostAccess";
    private static final String CLUSTER = "configurationEx";
    private static final List<PropertySpec> READS =
            List.of(Visits.read("ClusterComputeResource", CLUSTER), Visits.read(StorageReader.TYPE, SHARED));

    private final VsphereCalls calls;

    VsphereProtectionReading(VsphereCalls calls) {
        this.calls = calls;
    }

    /** The answer for one guest; a guest that is in no cluster is restarted by nobody. */
    @Override
    public ProtectionView protection(GuestId guest, Call call) {
        List<PropertyRow> rows = calls.properties(
                GuestCalls.inWords(guest),
                call,
                Visits.from(
                        GuestCalls.reference(guest),
                        READS,
                        List.of(
                                Visits.step("pool", GuestReader.TYPE, "resourcePool", "owner"),
                                Visits.step("owner", "ResourcePool", "owner"),
                                Visits.step("datastore", GuestReader.TYPE, "datastore"))));
        rows.forEach(row -> Unread.requireWhole(row, GuestCalls.inWords(guest)));
        Optional<ClusterConfigInfoEx> cluster = rows.stream()
                .flatMap(row -> row.value(CLUSTER, ClusterConfigInfoEx.class).stream())
                .findFirst();
        boolean shared = rows.stream()
                .filter(row -> row.object().getType().equals(StorageReader.TYPE))
                .allMatch(row -> row.value(SHARED, Boolean.class).orElse(false));
        ManagedObjectReference reference = GuestCalls.reference(guest);
        return cluster.map(config -> new ProtectionReader(config).read(reference, shared))
                .orElseGet(() -> new ProtectionView(
                        Protection.DO_NOT_RESTART, Enforcer.NOBODY, "its host is in no cluster of a vCenter"));
    }
}
