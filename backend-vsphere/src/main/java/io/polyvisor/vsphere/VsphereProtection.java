package io.polyvisor.vsphere;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import java.util.Optional;

/** Tells the guest's cluster what protection was meant, where the cluster restarts guests by itself (vSphere HA). */
final class VsphereProtection {
    private static final String POOL = "resourcePool";
    private static final String OWNER = "owner";
    private static final String CLUSTER = "ClusterComputeResource";
    private static final String CONFIGURATION = "configurationEx";

    private final VsphereCalls calls;
    private final GuestCalls guests;

    VsphereProtection(VsphereCalls calls, GuestCalls guests) {
        this.calls = calls;
        this.guests = guests;
    }

    /** Sends nothing where no cluster would act on it: the intent is kept in the mark in any case. */
    void apply(GuestId guest, Protection protection, Call call) {
        cluster(guest, call)
                .ifPresent(cluster -> configuration(cluster, call)
                        .flatMap(present -> ProtectionWriter.change(present, GuestCalls.reference(guest), protection))
                        .ifPresent(change -> send(cluster, change, call)));
    }

    private Optional<ManagedObjectReference> cluster(GuestId guest, Call call) {
        return guests.read(guest, call, POOL)
                .value(POOL, ManagedObjectReference.class)
                .flatMap(pool -> guests.read(pool, "resource pool " + pool.getVal(), call, OWNER)
                        .value(OWNER, ManagedObjectReference.class))
                .filter(owner -> owner.getType().equals(CLUSTER));
    }

    private Optional<ClusterConfigInfoEx> configuration(ManagedObjectReference cluster, Call call) {
        return guests.read(cluster, inWords(cluster), call, CONFIGURATION)
                .value(CONFIGURATION, ClusterConfigInfoEx.class);
    }

    private void send(ManagedObjectReference cluster, ClusterConfigSpecEx change, Call call) {
        Optional<Object> none = calls.task(
                VerbClass.GOAL,
                inWords(cluster),
                call,
                vim -> vim.reconfigureComputeResource_Task(cluster, change, true));
        assert none != null;
    }

    private static String inWords(ManagedObjectReference cluster) {
        return "cluster " + cluster.getVal();
    }
}
