package io.polyvisor.kvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An ISO 9660 image with a few small files in its root: just what a NoCloud seed needs. Names stand twice, in the primary tree as
 * ISO 9660 wants them and in a Joliet tree as they are; a kernel without Joliet lowers the former to the same names.
 *
 * <p>Own code because the one library for it is LGPL, unmaintained and larger than this module; the format is frozen since 1988.
 */
final class SeedIso {
    private static final int SECTOR = 2048;
    private static final int PRIMARY = 16;
    private static final int JOLIET = 17;
    private static final int TERMINATOR = 18;
    private static final int FIRST_FREE = 19;
    private static final int TABLES = 4;
    private static final int ROOTS = 2;
    /** Programs that tell file systems apart read on behind a short image, fail there, and then do not know it. */
    private static final int PADDING = 150;

    private static final int NAME_IN_RECORD = 33;

    private final String label;
    private final SortedMap<String, byte[]> files;

    /** Contents by name; both trees want them in the order of their names. */
    SeedIso(String label, Map<String, byte[]> files) {
        this.label = label;
        this.files = new TreeMap<>(files);
    }

    /** One of the two trees: where its parts lie and how it spells names. */
    private record Tree(int descriptor, int root, int littleTable, int bigTable, Charset charset) {
        byte[] spell(String name) {
            boolean joliet = charset.equals(StandardCharsets.UTF_16BE);
            return (joliet ? name + ";1" : name.toUpperCase(Locale.ROOT) + ".;1").getBytes(charset);
        }
    }

    private static final Tree ISO =
            new Tree(PRIMARY, FIRST_FREE + TABLES, FIRST_FREE, FIRST_FREE + 1, StandardCharsets.US_ASCII);
    private static final Tree LONG_NAMES =
            new Tree(JOLIET, FIRST_FREE + TABLES + 1, FIRST_FREE + 2, FIRST_FREE + 3, StandardCharsets.UTF_16BE);

    /** The whole image. */
    byte[] image() {
        int firstFile = FIRST_FREE + TABLES + ROOTS;
        int sectors = firstFile;
        for (byte[] content : files.values()) {
            sectors += sectorsOf(content);
        }
        sectors += PADDING;
        ByteBuffer image = ByteBuffer.allocate(sectors * SECTOR);
        writeTree(image, ISO, firstFile, sectors);
        writeTree(image, LONG_NAMES, firstFile, sectors);
        at(image, TERMINATOR).put((byte) 0xff).put(magic()).put((byte) 1);
        int sector = firstFile;
        for (byte[] content : files.values()) {
            at(image, sector).put(content);
            sector += sectorsOf(content);
        }
        return image.array();
    }

    private static int sectorsOf(byte[] content) {
        return Math.max(1, (content.length + SECTOR - 1) / SECTOR);
    }

    private void writeTree(ByteBuffer image, Tree tree, int firstFile, int sectors) {
        descriptor(at(image, tree.descriptor()), tree, sectors);
        pathTable(at(image, tree.littleTable()).order(ByteOrder.LITTLE_ENDIAN), tree);
        pathTable(at(image, tree.bigTable()).order(ByteOrder.BIG_ENDIAN), tree);
        ByteBuffer root = at(image, tree.root());
        record(root, new byte[] {0}, tree.root(), SECTOR, true);
        record(root, new byte[] {1}, tree.root(), SECTOR, true);
        int sector = firstFile;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            record(root, tree.spell(file.getKey()), sector, file.getValue().length, false);
            sector += sectorsOf(file.getValue());
        }
    }

    // ECMA-119, 8.4 and 8.5: a volume descriptor.
    private void descriptor(ByteBuffer to, Tree tree, int sectors) {
        boolean joliet = tree.descriptor() == JOLIET;
        to.put((byte) (joliet ? 2 : 1)).put(magic()).put((byte) 1).put((byte) 0);
        text(to, tree, "", 32);
        text(to, tree, label, 32);
        to.position(to.position() + 8);
        bothOrders(to, sectors);
        // UCS-2 level 3 is what marks a supplementary descriptor as Joliet.
        to.put(joliet ? new byte[] {'%', '/', 'E'} : new byte[3]);
        to.position(to.position() + 29);
        bothOrdersShort(to, 1);
        bothOrdersShort(to, 1);
        bothOrdersShort(to, SECTOR);
        bothOrders(to, pathTableLength());
        to.order(ByteOrder.LITTLE_ENDIAN).putInt(tree.littleTable()).putInt(0);
        to.order(ByteOrder.BIG_ENDIAN).putInt(tree.bigTable()).putInt(0);
        record(to, new byte[] {0}, tree.root(), SECTOR, true);
        text(to, tree, "", 128 * 4 + 37 * 3);
        for (int i = 0; i < 4; i++) {
            // A date that is not given is sixteen zeros as digits and a zero byte.
            to.put("0000000000000000".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }
        to.put((byte) 1);
    }

    private static int pathTableLength() {
        return 10;
    }

    private static void pathTable(ByteBuffer to, Tree tree) {
        to.put((byte) 1)
                .put((byte) 0)
                .putInt(tree.root())
                .putShort((short) 1)
                .put((byte) 0)
                .put((byte) 0);
    }

    // ECMA-119, 9.1: a directory record; its length is even.
    private static void record(ByteBuffer to, byte[] name, int sector, int length, boolean directory) {
        int start = to.position();
        int size = (NAME_IN_RECORD + name.length + 1) & ~1;
        to.put((byte) size).put((byte) 0);
        bothOrders(to, sector);
        bothOrders(to, length);
        to.position(to.position() + 7);
        to.put((byte) (directory ? 2 : 0)).put((byte) 0).put((byte) 0);
        bothOrdersShort(to, 1);
        to.put((byte) name.length).put(name);
        to.position(start + size);
    }

    private static void bothOrders(ByteBuffer to, int value) {
        to.order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        to.order(ByteOrder.BIG_ENDIAN).putInt(value);
    }

    private static void bothOrdersShort(ByteBuffer to, int value) {
        to.order(ByteOrder.LITTLE_ENDIAN).putShort((short) value);
        to.order(ByteOrder.BIG_ENDIAN).putShort((short) value);
    }

    /** Text filled up with blanks, in the tree's characters; an odd rest of a Joliet field is a zero. */
    private static void text(ByteBuffer to, Tree tree, String text, int length) {
        int end = to.position() + length;
        int width = tree.descriptor() == JOLIET ? 2 : 1;
        String filled = text + " ".repeat(length / width - text.length());
        to.put(filled.getBytes(tree.charset()));
        to.position(end);
    }

    private static byte[] magic() {
        return "CD001".getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer at(ByteBuffer image, int sector) {
        return image.duplicate().position(sector * SECTOR);
    }
}
