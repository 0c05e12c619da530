package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;

/**
 * Where a disk's data lie, as QEMU opens them.
 *
 * @param path of the file or block device on the host
 * @param block whether it is a block device
 * @param driver QEMU's format driver: qcow2 or raw
 */
record DiskSource(String path, boolean block, String driver) {

    /** What a volume's XML says; formats that QEMU has no driver for by that name are read as they lie there. */
    static DiskSource of(String path, String volumeType, String format) {
        return new DiskSource(path, volumeType.equals("block"), format.equals("qcow2") ? "qcow2" : "raw");
    }

    /**
     * A data disk on virtio.
     *
     * @param queues how many; said so that it does not follow from the number of processors, which may have changed when a
     *     snapshot of the guest's memory is loaded
     */
    Xml disk(String target, boolean readOnly, int queues) {
        Xml disk = element("disk", target, "virtio");
        // What the guest trims is given back to the storage.
        disk.ensure("driver").attribute("discard", "unmap").attribute("queues", queues);
        if (readOnly) {
            disk.add("readonly");
        }
        return disk;
    }

    /** A drive with this in it. */
    Xml cdrom(String target) {
        Xml drive = element("cdrom", target, "ide");
        drive.add("readonly");
        return drive;
    }

    /** A drive with nothing in it. */
    static Xml emptyCdrom(String target) {
        Xml drive = Xml.create("disk").attribute("type", "file").attribute("device", "cdrom");
        drive.add("driver").attribute("name", "qemu").attribute("type", "raw");
        drive.add("target").attribute("dev", target).attribute("bus", "ide");
        drive.add("readonly");
        return drive;
    }

    private Xml element(String device, String target, String bus) {
        Xml disk =
                Xml.create("disk").attribute("type", block ? "block" : "file").attribute("device", device);
        disk.add("driver").attribute("name", "qemu").attribute("type", driver);
        writeSource(disk);
        disk.add("target").attribute("dev", target).attribute("bus", bus);
        return disk;
    }

    /** Puts this in place of what a disk element has as its source. */
    void writeSource(Xml disk) {
        disk.removeAll("source");
        disk.attribute("type", block ? "block" : "file");
        disk.ensure("source").attribute(block ? "dev" : "file", path);
    }
}
