package io.polyvisor.vsphere;

import io.polyvisor.model.SpecProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual disk as two files: raw data, and a text that describes them. So raw bytes can be sent as they come. Pure.
 *
 * @param descriptor the file by which vSphere knows the disk
 */
record FlatDisk(DatastorePath descriptor) {
    static final int SECTOR = 512;
    /** How many bytes tell other formats apart. */
    static final int HEAD = 8;

    private static final int HEADS = 255;
    private static final int SECTORS_PER_TRACK = 63;
    private static final Map<String, String> OTHERS = Map.of(
            "KDMV", "a sparse VMDK",
            "QFI\u00fb", "qcow2",
            "# Disk D", "a VMDK's description",
            "conectix", "VHD",
            "vhdxfile", "VHDX");

    /** The file of the data. */
    DatastorePath data() {
        String file = descriptor.file();
        String name = file.substring(0, file.length() - DiskWriter.SUFFIX.length());
        return descriptor.directory().child(name + "-flat" + DiskWriter.SUFFIX);
    }

    /** What is wrong with bytes that begin so: vSphere would take any of them for raw data. */
    static Optional<SpecProblem> objectionTo(byte[] head) {
        String begin = new String(head, StandardCharsets.ISO_8859_1);
        return OTHERS.entrySet().stream()
                .filter(other -> begin.startsWith(other.getKey()))
                .findFirst()
                .map(other -> new SpecProblem(
                        "content", "is " + other.getValue() + ", and vSphere takes raw data here; convert it first"));
    }

    /** Bytes of the description of that many bytes of data. */
    byte[] description(long bytes) {
        long sectors = bytes / SECTOR;
        long cylinders = Math.max(1, sectors / (HEADS * SECTORS_PER_TRACK));
        return String.join(
                        "\n",
                        Arrays.asList(
                                "# Disk DescriptorFile",
                                "version=1",
                                "encoding=\"UTF-8\"",
                                "CID=fffffffe",
                                "parentCID=ffffffff",
                                "createType=\"vmfs\"",
                                "",
                                "RW " + sectors + " VMFS \"" + data().file() + "\"",
                                "",
                                "ddb.adapterType = \"lsilogic\"",
                                "ddb.geometry.cylinders = \"" + cylinders + "\"",
                                "ddb.geometry.heads = \"" + HEADS + "\"",
                                "ddb.geometry.sectors = \"" + SECTORS_PER_TRACK + "\"",
                                "ddb.virtualHWVersion = \"8\"",
                                ""))
                .getBytes(StandardCharsets.UTF_8);
    }
}
