package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.InventoryField;
import io.polyvisor.spi.Facet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Puts the verbs together: what a vCenter or host can do, each with what it works on. */
final class VsphereVerbs {
    final VsphereInventory inventory;
    final VspherePower power;
    final VsphereCreation creation;
    final VsphereDeletion deletion;
    final VsphereReconfiguring reconfiguring;
    final List<Facet> facets;

    VsphereVerbs(
            VsphereSession session,
            Places places,
            ManagedObjectReference start,
            Uploading uploading,
            BooleanSupplier closed) {
        VsphereCalls calls = session.calls();
        GuestCalls guests = new GuestCalls(calls);
        LinkedChildren children = new LinkedChildren(session);
        VolumeListing volumes = new VolumeListing(calls);
        DatastoreFiles files = new DatastoreFiles(session, guests);
        VsphereProtection protection = new VsphereProtection(calls, guests);
        VsphereAutostarting autostarting = new VsphereAutostarting(calls, guests);
        GuestCopying copying = new GuestCopying(guests, places);
        this.inventory = new VsphereInventory(
                calls, start, (gaps, call) -> volumes.all(places.read(call), children.visible(gaps, call), gaps, call));
        this.power = new VspherePower(guests);
        this.deletion = new VsphereDeletion(guests, files, children);
        Undoing undoing = new Undoing(guests, deletion);
        this.creation = new VsphereCreation(calls, places, files, volumes, undoing, autostarting, protection);
        this.reconfiguring = new VsphereReconfiguring(guests, protection, inventory::observe);
        VolumeImport imports = new VolumeImport(files, uploading, new DatacenterPaths(guests));
        this.facets = List.of(
                new VsphereVolumes(places, files, volumes, children, imports),
                new VsphereSuspending(guests),
                new VsphereRebooting(guests),
                autostarting,
                new VsphereDevices(guests, places, files, volumes),
                new VsphereSnapshots(calls, guests, children),
                new VsphereCloning(calls, guests, copying),
                new VsphereTemplates(
                        guests,
                        copying,
                        places,
                        children,
                        undoing,
                        call -> inventory
                                .read(Set.of(InventoryField.TEMPLATES), call)
                                .templates()),
                new VsphereMigrating(guests, places),
                new VsphereMaintenance(calls),
                new VsphereStatistics(calls, start),
                new VsphereProtectionReading(calls),
                new VsphereEvents(session, start, closed));
    }
}
