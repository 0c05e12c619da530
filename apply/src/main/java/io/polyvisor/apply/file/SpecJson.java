package io.polyvisor.apply.file;

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
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.util.List;
import java.util.Optional;

/** Guest specs as JSON, with all that a seed says. Stateless. */
final class SpecJson {
    private SpecJson() {}

    static JsonFields write(GuestSpec spec) {
        return new JsonFields()
                .put("name", spec.name())
                .put("kind", spec.kind())
                .put("vcpus", spec.vcpus())
                .put("maxVcpus", spec.maxVcpus())
                .put("memory", spec.memory())
                .put("maxMemory", spec.maxMemory())
                .put("disks", spec.disks().stream().map(SpecJson::disk).toList())
                .put("nics", spec.nics().stream().map(SpecJson::nic).toList())
                .put("bootOrder", spec.bootOrder())
                .put("media", spec.media().map(SpecJson::volume))
                .put("emptyDrive", spec.emptyDrive())
                .put("seed", spec.seed().map(SpecJson::seed))
                .put("host", spec.host())
                .put("autostart", spec.autostart())
                .put("protection", spec.protection())
                .put("tags", spec.tags())
                .put("description", spec.description());
    }

    static GuestSpec read(Section section) {
        return new GuestSpec(
                section.need("name", section.value("name", GuestName::of)),
                section.need("kind", section.choice("kind", GuestKind.class)),
                section.need("vcpus", section.value("vcpus", Words::number)),
                section.need("maxVcpus", section.value("maxVcpus", Words::number)),
                section.need("memory", section.value("memory", Memory::parse)),
                section.need("maxMemory", section.value("maxMemory", Memory::parse)),
                section.sections("disks").stream().map(SpecJson::disk).toList(),
                section.sections("nics").stream().map(SpecJson::nic).toList(),
                section.values("bootOrder", text -> Words.choice(BootDevice.class, text)),
                section.section("media").map(SpecJson::volume),
                section.need("emptyDrive", section.flag("emptyDrive")),
                section.section("seed").map(SpecJson::seed),
                section.value("host", HostId::of),
                section.need("autostart", section.flag("autostart")),
                section.need("protection", section.choice("protection", Protection.class)),
                section.texts("tags"),
                section.need("description", section.text("description")));
    }

    private static JsonFields disk(DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk blank) {
            return new JsonFields()
                    .put("type", "NEW")
                    .put("size", blank.size())
                    .put("storage", blank.storage())
                    .put("provisioning", blank.provisioning());
        }
        if (disk instanceof DiskSpec.FromImage copy) {
            return new JsonFields()
                    .put("type", "FROM_IMAGE")
                    .put("image", volume(copy.image()))
                    .put("mode", copy.mode())
                    .put("size", copy.size())
                    .put("storage", copy.storage());
        }
        DiskSpec.Existing there = (DiskSpec.Existing) disk;
        return new JsonFields()
                .put("type", "EXISTING")
                .put("volume", volume(there.volume()))
                .put("readOnly", there.readOnly());
    }

    private static DiskSpec disk(Section section) {
        String type = section.need("type", section.text("type"));
        Optional<StorageId> storage =
                type.equals("EXISTING") ? Optional.empty() : section.value("storage", StorageId::of);
        return switch (type) {
            case "NEW" ->
                new DiskSpec.NewDisk(
                        section.need("size", section.value("size", Memory::parse)),
                        storage,
                        section.need("provisioning", section.choice("provisioning", Provisioning.class)));
            case "FROM_IMAGE" ->
                new DiskSpec.FromImage(
                        volume(section.need("image", section.section("image"))),
                        section.need("mode", section.choice("mode", CopyMode.class)),
                        section.value("size", Memory::parse),
                        storage);
            case "EXISTING" ->
                new DiskSpec.Existing(
                        volume(section.need("volume", section.section("volume"))),
                        section.need("readOnly", section.flag("readOnly")));
            default -> throw new IllegalArgumentException("type \"" + type + "\" is none of NEW, FROM_IMAGE, EXISTING");
        };
    }

    private static JsonFields nic(NicSpec nic) {
        return new JsonFields().put("network", nic.network()).put("mac", nic.mac());
    }

    private static NicSpec nic(Section section) {
        return new NicSpec(
                section.need("network", section.value("network", NetworkId::of)), section.value("mac", MacAddress::of));
    }

    private static JsonFields volume(VolumeId volume) {
        return new JsonFields().put("storage", volume.storage()).put("key", volume.key());
    }

    private static VolumeId volume(Section section) {
        return VolumeId.of(section.need("storage", section.text("storage")), section.need("key", section.text("key")));
    }

    private static JsonFields seed(SeedSpec seed) {
        return new JsonFields()
                .put("hostName", seed.hostName())
                .put("authorizedKeys", seed.authorizedKeys())
                .put("userData", seed.userData());
    }

    private static SeedSpec seed(Section section) {
        List<String> keys = section.values("authorizedKeys", text -> text);
        Optional<String> userData = section.text("userData");
        SeedSpec seed = SeedSpec.hostName(section.need("hostName", section.text("hostName")))
                .withAuthorizedKeys(keys);
        return userData.map(seed::withUserData).orElse(seed);
    }
}
