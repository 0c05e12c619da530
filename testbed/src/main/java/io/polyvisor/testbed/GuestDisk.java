package io.polyvisor.testbed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk image that the test guest boots from without help from the hypervisor: any driver that can give a
 * guest a disk can boot it.
 *
 * <p>A master boot record with two partitions: FAT with SYSLINUX, kernel and initramfs, and an empty ext4
 * that the guest mounts at {@code /data}, where files outlive a reboot and come back with a snapshot.
 */
final class GuestDisk {

    private static final Path BOOT_CODE = Path.of("/usr/lib/syslinux/mbr/mbr.bin");
    private static final int SECTOR = 512;
    private static final int MEBIBYTE_IN_SECTORS = 2048;
    private static final Partition BOOT = new Partition(MEBIBYTE_IN_SECTORS, 31 * MEBIBYTE_IN_SECTORS, 0x0e, true);
    private static final Partition DATA =
            new Partition(32 * MEBIBYTE_IN_SECTORS, 32 * MEBIBYTE_IN_SECTORS, 0x83, false);

    private final Path kernel;
    private final Path initramfs;

    GuestDisk(Path kernel, Path initramfs) {
        this.kernel = kernel;
        this.initramfs = initramfs;
    }

    /** The image in qcow2 format, from the cache if it was built of the same parts before. */
    Path obtain(TestbedCache cache) throws IOException {
        String key = new ContentKey()
                .with(kernel)
                .with(initramfs)
                .with(BOOT_CODE)
                .with(GuestResource.named("syslinux.cfg"))
                .with(GuestResource.codeOf(GuestDisk.class))
                .digits();
        return cache.obtain("guest-" + key + ".qcow2", this::buildInto);
    }

    private void buildInto(Path image) throws IOException {
        Path work = Files.createTempDirectory(image.toAbsolutePath().getParent(), ".disk-");
        Path raw = work.resolve("disk.raw");
        Path menu = work.resolve("syslinux.cfg");
        try {
            Files.write(menu, GuestResource.named("syslinux.cfg"));
            writePartitionTable(raw);
            makeBootable(raw, menu);
            Command.of("mke2fs", "-q", "-F", "-t", "ext4", "-L", "data", "-E", "offset=" + DATA.offset())
                    .and(raw, DATA.size() / 1024 + "k")
                    .output();
            Command.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, image)
                    .output();
        } finally {
            Files.deleteIfExists(raw);
            Files.deleteIfExists(menu);
            Files.deleteIfExists(work);
        }
    }

    private void makeBootable(Path raw, Path menu) {
        // mtools and syslinux write into the partition inside the image: nothing is ever mounted.
        String partition = raw + "@@" + BOOT.offset();
        Command.of("mformat", "-i", partition, "-T", BOOT.sectors(), "-H", BOOT.first())
                .and("-h", 64, "-s", 32, "::")
                .output();
        Command.of("mcopy", "-i", partition, kernel, "::vmlinuz").output();
        Command.of("mcopy", "-i", partition, initramfs, "::initrd.img").output();
        Command.of("mcopy", "-i", partition, menu, "::syslinux.cfg").output();
        Command.of("syslinux", "--install", "--offset", BOOT.offset(), raw).output();
    }

    private static void writePartitionTable(Path raw) throws IOException {
        byte[] bootCode = Files.readAllBytes(BOOT_CODE);
        ByteBuffer record = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        record.put(bootCode, 0, Math.min(bootCode.length, 440));
        BOOT.writeTo(record.position(446));
        DATA.writeTo(record.position(462));
        record.position(510).put((byte) 0x55).put((byte) 0xaa);
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.write(record.array());
            file.setLength(DATA.offset() + DATA.size());
        }
    }

    /** A partition by its first sector and length in sectors; its type is the byte of the partition table. */
    private record Partition(int first, int sectors, int type, boolean active) {

        long offset() {
            return (long) first * SECTOR;
        }

        long size() {
            return (long) sectors * SECTOR;
        }

        void writeTo(ByteBuffer table) {
            byte[] cylindersUnused = {(byte) 0xfe, (byte) 0xff, (byte) 0xff};
            table.put((byte) (active ? 0x80 : 0)).put(cylindersUnused);
            table.put((byte) type).put(cylindersUnused);
            table.putInt(first).putInt(sectors);
        }
    }
}
