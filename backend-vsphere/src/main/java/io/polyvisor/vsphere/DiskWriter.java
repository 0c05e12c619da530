package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskMode;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import java.util.Optional;

/** Disks as changes of a guest's devices. */
final class DiskWriter {
    /** How the file of a virtual disk ends. */
    static final String SUFFIX = ".vmdk";

    private static final int KIB = 1024;

    private DiskWriter() {}

    /**
     * What a disk holds.
     *
     * @param file its file; a datastore's root lets the server name it
     * @param datastore the datastore of the file
     * @param parent the file to which it is linked
     * @param capacity what the guest sees; zero for what the file says
     * @param thin whether it takes its space as it is written
     * @param make whether the file is made
     * @param readOnly whether what the guest writes must not reach the file
     */
    record Content(
            DatastorePath file,
            ManagedObjectReference datastore,
            Optional<DatastorePath> parent,
            Memory capacity,
            boolean thin,
            boolean make,
            boolean readOnly) {

        /** A file that is made with the disk. */
        static Content fresh(DatastorePath file, ManagedObjectReference datastore, Memory capacity, boolean thin) {
            return new Content(file, datastore, Optional.empty(), capacity, thin, true, false);
        }

        /** A file that is made with the disk and shares unchanged data with another. */
        static Content linked(
                DatastorePath file, ManagedObjectReference datastore, DatastorePath parent, Memory capacity) {
            return new Content(file, datastore, Optional.of(parent), capacity, true, true, false);
        }

        /** A file that is there. */
        static Content existing(
                DatastorePath file, ManagedObjectReference datastore, Memory capacity, boolean readOnly) {
            return new Content(file, datastore, Optional.empty(), capacity, true, false, readOnly);
        }
    }

    /** The change that adds the disk. */
    static VirtualDeviceConfigSpec add(Content content, ScsiPlaces.Place place) {
        VirtualDisk disk = new VirtualDisk();
        disk.setKey(place.key());
        disk.setControllerKey(place.controller());
        disk.setUnitNumber(place.unit());
        disk.setCapacityInKB(content.capacity().toKib());
        disk.setBacking(backing(content));
        return content.make() ? Changes.making(disk) : Changes.of(VirtualDeviceConfigSpecOperation.add, disk);
    }

    /** The change that makes a disk larger that was read. */
    static VirtualDeviceConfigSpec grow(VirtualDisk disk, Memory size) {
        disk.setCapacityInKB(size.toKib());
        if (disk.getCapacityInBytes() != null) {
            disk.setCapacityInBytes(size.bytes());
        }
        return Changes.of(VirtualDeviceConfigSpecOperation.edit, disk);
    }

    private static VirtualDiskFlatVer2BackingInfo backing(Content content) {
        VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
        backing.setFileName(fileName(content.file()));
        backing.setDatastore(content.datastore());
        backing.setDiskMode(
                (content.readOnly() ? VirtualDiskMode.independent_nonpersistent : VirtualDiskMode.persistent).name());
        if (content.make()) {
            backing.setThinProvisioned(content.thin());
        }
        content.parent().ifPresent(file -> {
            VirtualDiskFlatVer2BackingInfo parent = new VirtualDiskFlatVer2BackingInfo();
            parent.setFileName(file.toString());
            parent.setDiskMode(VirtualDiskMode.persistent.name());
            backing.setParent(parent);
        });
        return backing;
    }

    /** A root goes without the blank that follows a datastore's name elsewhere. */
    static String fileName(DatastorePath file) {
        return file.toString().strip();
    }

    /** What is wrong with a disk's size: vSphere counts in KiB. */
    static Optional<SpecProblem> problemOf(String path, Memory size) {
        return size.bytes() % KIB == 0
                ? Optional.empty()
                : Optional.of(
                        new SpecProblem(path, size.bytes() + " bytes are not whole KiB, which vSphere counts in"));
    }
}
