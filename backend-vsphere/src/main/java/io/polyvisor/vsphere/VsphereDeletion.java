package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineFileLayoutEx;
import com.vmware.vim25.VirtualMachineFileLayoutExFileInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes a guest and keeps its volumes. vSphere's own destroy takes the disks along; so the guest is unregistered, and the files of
 * its definition are removed one by one.
 */
final class VsphereDeletion {
    private static final String SNAPSHOT = "snapshot";
    private static final String HOST = "runtime.host";
    private static final String DEFINITION = "config.files.vmPathName";
    private static final String LAYOUT = "layoutEx";
    /** Files that are a guest's and no disk's, as vSphere names their kinds. */
    private static final Set<String> ITS_OWN = Set.of(
            "config",
            "extendedConfig",
            "nvram",
            "log",
            "stat",
            "screenshot",
            "snapshotList",
            "snapshotData",
            "snapshotMemory",
            "snapshotManifestList",
            "suspend",
            "suspendMemory",
            "swap",
            "uwswap");

    private final GuestCalls guests;
    private final DatastoreFiles files;
    private final LinkedChildren children;

    VsphereDeletion(GuestCalls guests, DatastoreFiles files, LinkedChildren children) {
        this.guests = guests;
        this.files = files;
        this.children = children;
    }

    void delete(GuestId guest, Call call) {
        boolean merged = mergeSnapshots(guest, call);
        try {
            PropertyRow row = guests.read(guest, call, HOST, DEFINITION, LAYOUT);
            ManagedObjectReference datacenter = files.datacenterOf(above(row), call);
            guests.goal(guest, call, (vim, vm) -> vim.unregisterVM(vm));
            removeAll(guest, datacenter, definition(row), call);
        } catch (DriverException failure) {
            throw merged && failure.outcome() == Outcome.NOT_APPLIED
                    ? DriverException.lost(failure.fault(), failure.nativeError(), failure)
                    : failure;
        }
    }

    /** With their snapshots gone the disks hold what the guest last saw. */
    private boolean mergeSnapshots(GuestId guest, Call call) {
        boolean has = guests.read(guest, call, SNAPSHOT)
                .value(SNAPSHOT, VirtualMachineSnapshotInfo.class)
                .isPresent();
        if (has) {
            children.refuseIfAny(guest, call);
            guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.removeAllSnapshots_Task(vm, true));
        }
        return has;
    }

    /** A guest that is part of an application is in no folder; its host is in the same datacenter. */
    private static ManagedObjectReference above(PropertyRow row) {
        return row.value(HOST, ManagedObjectReference.class).orElse(row.object());
    }

    private static Set<DatastorePath> definition(PropertyRow row) {
        Set<DatastorePath> paths = new LinkedHashSet<>();
        row.value(DEFINITION, String.class).flatMap(DatastorePath::parse).ifPresent(paths::add);
        row
                .value(LAYOUT, VirtualMachineFileLayoutEx.class)
                .map(layout -> Rows.list(layout.getFile()))
                .orElse(List.of())
                .stream()
                .filter(file -> ITS_OWN.contains(String.valueOf(file.getType())))
                .map(VirtualMachineFileLayoutExFileInfo::getName)
                .flatMap(name -> DatastorePath.parse(name).stream())
                .forEach(paths::add);
        return paths;
    }

    private void removeAll(GuestId guest, ManagedObjectReference datacenter, Set<DatastorePath> definition, Call call) {
        List<String> failed = new ArrayList<>();
        for (DatastorePath file : definition) {
            try {
                files.delete(datacenter, file, call);
            } catch (DriverException stays) {
                if (stays.fault().kind() != ErrorKind.NOT_FOUND) {
                    failed.add(file + ": " + stays.fault().message());
                }
            }
        }
        if (!failed.isEmpty()) {
            throw DriverException.appliedBut(
                    new Fault.PartialFailure(List.of(GuestCalls.inWords(guest)), failed, List.of()),
                    Optional.empty(),
                    null);
        }
    }
}
