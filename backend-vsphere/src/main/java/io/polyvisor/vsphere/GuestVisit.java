package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to guests: through folders of any depth, and through vApps, whose guests are in no folder; and to their hosts. Each sort
 * of folder has a step of its own, since a server may try every step on every object that it comes to.
 */
final class GuestVisit {
    private static final String FOLDER = "Folder";
    private static final String CHILDREN = "childEntity";
    private static final String DATACENTER = "Datacenter";

    private GuestVisit() {}

    /** To all guests and hosts, with details to their tasks, and along further steps from datacenters. */
    static List<TraversalSpec> steps(boolean details, List<TraversalSpec> further) {
        List<TraversalSpec> fromDatacenter = new ArrayList<>(further);
        fromDatacenter.add(
                Visits.step("guests", DATACENTER, "vmFolder", List.of(folders("guestFolder", tasks(details)))));
        fromDatacenter.add(
                Visits.step("hosts", DATACENTER, "hostFolder", List.of(folders("hostFolder", computes(details)))));
        List<TraversalSpec> all = new ArrayList<>(fromDatacenter);
        all.add(folders(
                "folder",
                fromDatacenter.stream()
                        .map(step -> Visits.named(step.getName()))
                        .toList()));
        return all;
    }

    /** From a datacenter to what is in its folder for networks. */
    static TraversalSpec networks() {
        return Visits.step("networks", DATACENTER, "networkFolder", List.of(folders("networkFolder", List.of())));
    }

    /** From a folder to what is in it and in folders in it, and on from there. */
    private static TraversalSpec folders(String name, List<? extends SelectionSpec> next) {
        List<SelectionSpec> steps = new ArrayList<>(List.of(Visits.named(name)));
        steps.addAll(next);
        return Visits.step(name, FOLDER, CHILDREN, steps);
    }

    private static List<TraversalSpec> tasks(boolean details) {
        return details ? List.of(Visits.step("tasks", GuestReader.TYPE, SeenTogether.TASKS)) : List.of();
    }

    /** From clusters and hosts that stand alone to their hosts, and by their resource pools to vApps. */
    private static List<TraversalSpec> computes(boolean details) {
        TraversalSpec guests = Visits.step("vAppGuest", "VirtualApp", "vm", tasksAgain(details));
        TraversalSpec pools =
                Visits.step("pool", "ResourcePool", "resourcePool", List.of(Visits.named("pool"), guests));
        return List.of(
                Visits.step("computeHost", "ComputeResource", "host"),
                Visits.step("rootPool", "ComputeResource", "resourcePool", List.of(pools)));
    }

    private static List<SelectionSpec> tasksAgain(boolean details) {
        return details ? List.of(Visits.named("tasks")) : List.of();
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
                        tasks(true).get(0),
                        Visits.step("host", GuestReader.TYPE, GuestReader.HOST),
                        Visits.step("network", GuestReader.TYPE, "network")));
    }
}
