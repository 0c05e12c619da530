package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.TraversalSpec;
import java.util.ArrayList;
import java.util.List;

/** The way to guests: through folders of any depth, and through vApps, whose guests are in no folder; and to their hosts. */
final class GuestVisit {
    private static final TraversalSpec TASKS = Visits.step("tasks", GuestReader.TYPE, SeenTogether.TASKS);

    private GuestVisit() {}

    /** To all guests and hosts, with details to their tasks, and along further steps from datacenters. */
    static List<TraversalSpec> steps(boolean details, List<TraversalSpec> further) {
        List<TraversalSpec> steps = new ArrayList<>(further);
        steps.add(Visits.step("guests", "Datacenter", "vmFolder", "folder"));
        steps.add(Visits.step("hosts", "Datacenter", "hostFolder", "folder"));
        steps.add(Visits.step("computeHost", "ComputeResource", "host"));
        steps.add(Visits.step("vAppPool", "VirtualApp", "resourcePool", "vAppGuest", "vAppPool"));
        if (details) {
            steps.add(TASKS);
            steps.add(Visits.step("vAppGuest", "VirtualApp", "vm", TASKS.getName()));
        } else {
            steps.add(Visits.step("vAppGuest", "VirtualApp", "vm"));
        }
        List<String> below = new ArrayList<>(List.of("folder"));
        steps.forEach(step -> below.add(step.getName()));
        steps.add(Visits.step("folder", "Folder", "childEntity", below.toArray(String[]::new)));
        return steps;
    }

    /** To one guest, its host, its networks and its tasks. */
    static PropertyFilterSpec one(ManagedObjectReference guest) {
        List<PropertySpec> reads = new ArrayList<>(SeenTogether.detailReads());
        reads.add(GuestReader.detailReads());
        reads.add(SeenTogether.hostReads());
        return Visits.from(
                guest,
                reads,
                List.of(
                        TASKS,
                        Visits.step("host", GuestReader.TYPE, GuestReader.HOST),
                        Visits.step("network", GuestReader.TYPE, "network")));
    }
}
