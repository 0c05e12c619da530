package io.polyvisor.cli.config;

import io.polyvisor.apply.file.Section;
import io.polyvisor.apply.file.SeedSection;
import io.polyvisor.apply.file.TextDocument;
import io.polyvisor.apply.file.Words;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a guest's spec from YAML: the fields of {@link GuestSpec} in words. Stateless. */
public final class GuestSpecFile {
    private static final String PLACEHOLDER = "unnamed";

    private GuestSpecFile() {}

    /** Reads {@code file}; {@code name}, where given, goes before the name that the file says. */
    public static GuestSpec read(Path file, Optional<GuestName> name) {
        return TextDocument.yaml(file, root -> guest(root, file, name));
    }

    private static GuestSpec guest(Section root, Path file, Optional<GuestName> given) {
        Optional<GuestName> own = root.value("name", GuestName::of);
        if (given.isEmpty() && !root.has("name")) {
            root.fault("name", "is missing; write it here or give NAME on the command line");
        }
        GuestSpec.Builder spec = GuestSpec.named(given.or(() -> own).orElse(GuestName.of(PLACEHOLDER)));
        sizes(root, spec);
        devices(root, spec);
        boot(root, spec, file);
        root.value("host", HostId::of).ifPresent(spec::host);
        root.flag("autostart").ifPresent(spec::autostart);
        root.choice("protection", Protection.class).ifPresent(spec::protection);
        root.texts("tags").forEach(spec::tag);
        root.text("description").ifPresent(spec::description);
        return spec.build();
    }

    private static void sizes(Section root, GuestSpec.Builder spec) {
        if (root.choice("kind", GuestKind.class).orElse(GuestKind.VIRTUAL_MACHINE) == GuestKind.CONTAINER) {
            spec.container();
        }
        root.value("vcpus", Words::number).ifPresent(spec::vcpus);
        root.value("max-vcpus", Words::number).ifPresent(spec::maxVcpus);
        root.value("memory", Memory::parse).ifPresent(spec::memory);
        root.value("max-memory", Memory::parse).ifPresent(spec::maxMemory);
    }

    private static void devices(Section root, GuestSpec.Builder spec) {
        root.sections("disks").forEach(each -> disk(each).ifPresent(spec::disk));
        for (Section each : root.sections("nics")) {
            Optional<NetworkId> network = each.value("network", NetworkId::of);
            Optional<MacAddress> mac = each.value("mac", MacAddress::of);
            if (!each.has("network")) {
                each.fault("network", "is missing");
            }
            network.ifPresent(there -> spec.nic(new NicSpec(there, mac)));
        }
    }

    private static void boot(Section root, GuestSpec.Builder spec, Path file) {
        if (root.has("boot")) {
            spec.boot(root.values("boot", text -> Words.choice(BootDevice.class, text))
                    .toArray(BootDevice[]::new));
        } else {
            root.values("boot", text -> Words.choice(BootDevice.class, text));
        }
        root.value("media", VolumeId::parse).ifPresent(spec::media);
        if (root.flag("drive").orElse(false)) {
            spec.emptyDrive();
        }
        SeedSection.of(root, file).ifPresent(spec::seed);
    }

    private static Optional<DiskSpec> disk(Section section) {
        Optional<Memory> blank = section.value("new", Memory::parse);
        Optional<VolumeId> image = section.value("image", VolumeId::parse);
        Optional<VolumeId> volume = section.value("volume", VolumeId::parse);
        Optional<StorageId> storage = section.value("in", StorageId::of);
        Provisioning provisioning =
                section.choice("provisioning", Provisioning.class).orElse(Provisioning.THIN);
        CopyMode mode = section.choice("mode", CopyMode.class).orElse(CopyMode.FULL);
        Optional<Memory> size = section.value("size", Memory::parse);
        boolean readOnly = section.flag("read-only").orElse(false);
        long forms = java.util.stream.Stream.of("new", "image", "volume")
                .filter(section::has)
                .count();
        if (forms != 1) {
            section.fault("new", "give exactly one of new: SIZE, image: STORAGE/VOLUME, volume: STORAGE/VOLUME");
            return Optional.empty();
        }
        return blank.<DiskSpec>map(bytes -> new DiskSpec.NewDisk(bytes, storage, provisioning))
                .or(() -> image.map(from -> new DiskSpec.FromImage(from, mode, size, storage)))
                .or(() -> volume.map(there -> new DiskSpec.Existing(there, readOnly)));
    }
}
