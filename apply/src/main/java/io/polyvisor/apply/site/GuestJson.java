package io.polyvisor.apply.site;

import io.polyvisor.apply.file.JsonFields;
import io.polyvisor.apply.file.Section;
import io.polyvisor.apply.file.Words;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.SiteGuest;
import java.util.LinkedHashSet;

/** A site's guests as JSON. Stateless. */
final class GuestJson {
    private GuestJson() {}

    static JsonFields write(SiteGuest guest) {
        return new JsonFields()
                .put("name", guest.name())
                .put("vcpus", guest.vcpus())
                .put("memory", guest.memory())
                .put("protection", guest.protection())
                .put(
                        "vlans",
                        guest.vlans().stream()
                                .sorted()
                                .map(vlan -> vlan.value())
                                .toList())
                .put("cpuVendor", guest.cpuVendor())
                .put("image", guest.image())
                .put("disks", SiteJson.all(guest.disks(), GuestJson::disk))
                .put("pins", pins(guest.pins()))
                .put("mobility", guest.mobility())
                .put("active", guest.active())
                .put("place", guest.place())
                .put("id", guest.id())
                .put("tags", guest.tags());
    }

    static SiteGuest read(Section at) {
        return new SiteGuest(
                at.need("name", at.text("name")),
                at.need("vcpus", at.value("vcpus", Words::number)),
                at.need("memory", at.value("memory", Memory::parse)),
                at.need("protection", at.choice("protection", Protection.class)),
                new LinkedHashSet<>(at.values("vlans", SiteJson::vlan)),
                at.text("cpuVendor"),
                at.text("image"),
                SiteJson.read(at, "disks", GuestJson::readDisk),
                at.section("pins").map(GuestJson::readPins).orElse(Pins.NONE),
                at.need("mobility", at.choice("mobility", Mobility.class)),
                at.need("active", at.flag("active")),
                at.value("place", HostKey::parse),
                at.value("id", GuestId::of),
                at.texts("tags"));
    }

    private static JsonFields disk(GuestDisk disk) {
        return new JsonFields().put("storage", disk.storage()).put("size", disk.size());
    }

    private static GuestDisk readDisk(Section at) {
        return new GuestDisk(at.text("storage"), at.need("size", at.value("size", Memory::parse)));
    }

    private static JsonFields pins(Pins pins) {
        return new JsonFields()
                .put("hosts", pins.hosts())
                .put("endpoints", pins.endpoints())
                .put("locations", pins.locations())
                .put("never", pins.never());
    }

    private static Pins readPins(Section at) {
        return new Pins(
                new LinkedHashSet<>(at.values("hosts", HostKey::parse)),
                new LinkedHashSet<>(at.values("endpoints", text -> text)),
                new LinkedHashSet<>(at.values("locations", text -> text)),
                new LinkedHashSet<>(at.values("never", HostKey::parse)));
    }
}
