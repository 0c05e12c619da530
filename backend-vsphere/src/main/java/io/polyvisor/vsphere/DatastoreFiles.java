package io.polyvisor.vsphere;

import com.vmware.vim25.FileBackedVirtualDiskSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDiskAdapterType;
import com.vmware.vim25.VirtualDiskType;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** Files and virtual disks on datastores. A path means something only together with its datacenter. Thread-safe. */
final class DatastoreFiles {
    private final VsphereSession session;
    private final GuestCalls guests;

    DatastoreFiles(VsphereSession session, GuestCalls guests) {
        this.session = session;
        this.guests = guests;
    }

    /** The datacenter above an object. */
    ManagedObjectReference datacenterOf(ManagedObjectReference object, Call call) {
        ManagedObjectReference at = object;
        while (!at.getType().equals("Datacenter")) {
            ManagedObjectReference child = at;
            at = guests.read(at, at.getType() + " " + at.getVal(), call, "parent")
                    .value("parent", ManagedObjectReference.class)
                    .orElseThrow(() -> DriverException.refused(new Fault.BackendFault(
                            child.getType() + " " + child.getVal() + " is in no datacenter that may be seen")));
        }
        return at;
    }

    /** Makes an empty virtual disk. */
    void createDisk(
            ManagedObjectReference datacenter, DatastorePath disk, Memory size, Provisioning provisioning, Call call) {
        FileBackedVirtualDiskSpec spec = new FileBackedVirtualDiskSpec();
        spec.setAdapterType(VirtualDiskAdapterType.lsiLogic.name());
        spec.setDiskType(
                (provisioning == Provisioning.THIN ? VirtualDiskType.thin : VirtualDiskType.preallocated).name());
        spec.setCapacityKb(size.toKib());
        ManagedObjectReference disks = disks();
        task(VerbClass.KEYED, disk, call, vim -> vim.createVirtualDisk_Task(disks, disk.toString(), datacenter, spec));
    }

    /** Makes a virtual disk with the data of another; the copy stands alone. */
    void copyDisk(
            ManagedObjectReference fromDatacenter,
            DatastorePath from,
            ManagedObjectReference datacenter,
            DatastorePath to,
            Call call) {
        ManagedObjectReference disks = disks();
        task(
                VerbClass.KEYED,
                to,
                call,
                vim -> vim.copyVirtualDisk_Task(
                        disks, from.toString(), fromDatacenter, to.toString(), datacenter, null, false));
    }

    /** Copies a file that is no virtual disk. */
    void copyFile(
            ManagedObjectReference fromDatacenter,
            DatastorePath from,
            ManagedObjectReference datacenter,
            DatastorePath to,
            Call call) {
        ManagedObjectReference files = files();
        task(
                VerbClass.KEYED,
                to,
                call,
                vim -> vim.copyDatastoreFile_Task(
                        files, from.toString(), fromDatacenter, to.toString(), datacenter, false));
    }

    /** Makes a virtual disk larger that no guest runs on; what is added is zeroed when it is first used. */
    void extendDisk(ManagedObjectReference datacenter, DatastorePath disk, Memory size, Call call) {
        ManagedObjectReference disks = disks();
        task(
                VerbClass.GOAL,
                disk,
                call,
                vim -> vim.extendVirtualDisk_Task(disks, disk.toString(), datacenter, size.toKib(), false));
    }

    /** Removes a virtual disk with all files that it consists of. */
    void deleteDisk(ManagedObjectReference datacenter, DatastorePath disk, Call call) {
        ManagedObjectReference disks = disks();
        task(VerbClass.GOAL, disk, call, vim -> vim.deleteVirtualDisk_Task(disks, disk.toString(), datacenter));
    }

    /** Removes a file, or a directory with all that is in it. */
    void delete(ManagedObjectReference datacenter, DatastorePath file, Call call) {
        ManagedObjectReference files = files();
        task(VerbClass.GOAL, file, call, vim -> vim.deleteDatastoreFile_Task(files, file.toString(), datacenter));
    }

    /** Makes a directory and those above it; one that is there is as good. */
    void makeDirectory(ManagedObjectReference datacenter, DatastorePath directory, Call call) {
        if (directory.path().isEmpty()) {
            return;
        }
        ManagedObjectReference files = files();
        try {
            Optional<Object> none = session.calls().goal(inWords(directory), call, vim -> {
                vim.makeDirectory(files, directory.toString(), datacenter, true);
                return Optional.empty();
            });
            assert none != null;
        } catch (DriverException failure) {
            if (failure.fault().kind() != ErrorKind.ALREADY_EXISTS) {
                throw failure;
            }
        }
    }

    static String inWords(DatastorePath file) {
        return "file " + file;
    }

    private void task(VerbClass kind, DatastorePath about, Call call, VimCall<ManagedObjectReference> start) {
        Optional<Object> result = session.calls().task(kind, inWords(about), call, start);
        assert result != null;
    }

    private ManagedObjectReference disks() {
        return session.content().getVirtualDiskManager();
    }

    private ManagedObjectReference files() {
        return session.content().getFileManager();
    }
}
