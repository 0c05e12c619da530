package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The small Linux guest that real tests boot: it needs nothing but a disk.
 *
 * <p>Built once from this machine's Debian packages and kept in the cache. What it does:
 * <ul>
 *   <li>boots from {@link #disk()} through the BIOS (i440fx or q35, virtio disk), 128 MiB of memory are enough;
 *   <li>takes its host name from {@code local-hostname} of a NoCloud seed (a disk or CD-ROM labelled
 *       {@code cidata}), else it is called {@code guest}; nothing else in a seed is looked at;
 *   <li>prints {@code GUEST-READY <host name>} on its serial console, then a login prompt: {@code root}, no
 *       password, and a shell whose prompt is {@code <host name># };
 *   <li>runs the QEMU guest agent on the channel {@code org.qemu.guest_agent.0} before it says that it is ready;
 *   <li>powers off at the ACPI power button ({@code GUEST-POWERING-OFF}) and reboots when the agent is asked to
 *       ({@code GUEST-REBOOTING});
 *   <li>lives in memory, but mounts the disk's second partition, an empty ext4, at {@code /data};
 *   <li>brings up disks, network cards and processors that are plugged in while it runs.
 * </ul>
 *
 * <p>Immutable and thread-safe. The files belong to the cache: copy them or put an overlay on them, never
 * write to them.
 */
public final class ReadyGuest {

    private final Path kernel;
    private final Path initramfs;
    private final Path disk;

    private ReadyGuest(Path kernel, Path initramfs, Path disk) {
        this.kernel = kernel;
        this.initramfs = initramfs;
        this.disk = disk;
    }

    /**
     * The guest's files; builds them if this user's cache has not got them yet, which takes some seconds.
     *
     * @throws TestbedFailure if a program or package is missing: ask {@link LibvirtHost#availability()} before
     */
    public static ReadyGuest obtain() {
        TestbedCache cache = TestbedCache.ofThisUser();
        Optional<KernelPackage> found = KernelPackage.in(cache);
        if (found.isEmpty()) {
            throw new TestbedFailure("the cache has no kernel for the guest: run testbed/bin/install-packages");
        }
        KernelPackage kernel = found.get();
        try {
            Path initramfs = new GuestInitramfs(kernel).obtain(cache);
            return new ReadyGuest(kernel.image(), initramfs, new GuestDisk(kernel.image(), initramfs).obtain(cache));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the test guest", e);
        }
    }

    /** A bootable qcow2 image of 64 MiB with a master boot record. */
    public Path disk() {
        return disk;
    }

    /** The Linux kernel in it, for hypervisors that start kernels directly. */
    public Path kernel() {
        return kernel;
    }

    /** The initial file system in it, for hypervisors that start kernels directly. */
    public Path initramfs() {
        return initramfs;
    }

    /**
     * Writes a NoCloud seed that gives the guest a host name: an ISO image labelled {@code cidata}.
     *
     * @return {@code target}
     */
    public static Path writeSeed(Path target, String hostName) {
        try {
            Path directory = Files.createTempDirectory("polyvisor-seed-");
            Path metaData = directory.resolve("meta-data");
            Path userData = directory.resolve("user-data");
            Files.writeString(metaData, "instance-id: " + hostName + "\nlocal-hostname: " + hostName + "\n");
            Files.writeString(userData, "#cloud-config\n");
            Command.of("genisoimage", "-quiet", "-volid", "cidata", "-joliet", "-rock", "-output", target, directory)
                    .output();
            Files.delete(metaData);
            Files.delete(userData);
            Files.delete(directory);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the seed " + target, e);
        }
    }

    /**
     * A full copy of {@link #disk()}, for a guest of its own.
     *
     * @return {@code target}
     */
    public Path copyDiskTo(Path target) {
        try {
            return Files.copy(disk, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the guest's disk to " + target, e);
        }
    }
}
