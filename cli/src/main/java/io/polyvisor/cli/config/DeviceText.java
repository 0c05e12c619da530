package io.polyvisor.cli.config;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Disks and NICs in one word of a command line: {@code 20G,in=images}, {@code image=images/debian.qcow2,linked},
 * {@code volume=images/data.raw,read-only}, {@code servers,mac=52:54:00:12:34:56}. Stateless.
 */
public final class DeviceText {
    private static final String DISK_FORMS =
            "write SIZE[,in=STORAGE][,thick], image=STORAGE/VOLUME[,linked][,size=SIZE][,in=STORAGE] or volume=STORAGE/VOLUME[,read-only]";

    private DeviceText() {}

    /** Reads a disk. */
    public static DiskSpec disk(String text) {
        Map<String, String> parts = parts(text);
        String first = parts.keySet().iterator().next();
        DiskSpec disk = switch (first) {
            case "image" -> fromImage(parts);
            case "volume" ->
                new DiskSpec.Existing(VolumeId.parse(take(parts, "volume").orElse("")), flag(parts, "read-only"));
            default -> newDisk(first, parts);
        };
        refuseRest(parts, text, DISK_FORMS);
        return disk;
    }

    /** Reads a NIC. */
    public static NicSpec nic(String text) {
        Map<String, String> parts = parts(text);
        String network = parts.keySet().iterator().next();
        parts.remove(network);
        NicSpec nic = new NicSpec(NetworkId.of(network), take(parts, "mac").map(MacAddress::of));
        refuseRest(parts, text, "write NETWORK[,mac=ADDRESS]");
        return nic;
    }

    private static DiskSpec newDisk(String size, Map<String, String> parts) {
        parts.remove(size);
        return new DiskSpec.NewDisk(
                Memory.parse(size),
                take(parts, "in").map(StorageId::of),
                flag(parts, "thick") ? Provisioning.THICK : Provisioning.THIN);
    }

    private static DiskSpec fromImage(Map<String, String> parts) {
        return new DiskSpec.FromImage(
                VolumeId.parse(take(parts, "image").orElse("")),
                flag(parts, "linked") ? CopyMode.LINKED : CopyMode.FULL,
                take(parts, "size").map(Memory::parse),
                take(parts, "in").map(StorageId::of));
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            if (parts.put(key.strip(), equals < 0 ? "" : part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("\"" + text + "\" says " + key + " twice");
            }
        }
        return parts;
    }

    private static Optional<String> take(Map<String, String> parts, String key) {
        return Optional.ofNullable(parts.remove(key));
    }

    private static boolean flag(Map<String, String> parts, String key) {
        return take(parts, key).isPresent();
    }

    private static void refuseRest(Map<String, String> parts, String text, String forms) {
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" holds " + parts.keySet().iterator().next() + ", which is not known; " + forms);
        }
    }
}
