package io.polyvisor.memory;

import io.polyvisor.memory.Configuration.Card;
import io.polyvisor.memory.Configuration.Slot;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.VolumeId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Configurations and marks as entries of a state file, and back. */
final class KeptConfiguration {

    private KeptConfiguration() {}

    static void tell(Configuration of, Entry entry) {
        entry.put("vcpus", of.vcpus())
                .put("maxVcpus", of.maxVcpus())
                .put("memory", of.memory().bytes())
                .put("maxMemory", of.maxMemory().bytes())
                .put("description", of.description());
        of.bootOrder().forEach(device -> entry.under("boot").put("from", device));
        of.slots().forEach(slot -> tell(slot, entry.under("disk")));
        of.cards()
                .forEach(card -> entry.under("nic")
                        .put("id", card.id())
                        .put("mac", card.mac())
                        .put("network", card.network()));
        of.seed().ifPresent(seed -> tell(seed, entry.under("seed")));
    }

    static Configuration of(Entry entry) {
        return new Configuration(
                entry.count("vcpus"),
                entry.count("maxVcpus"),
                Memory.bytes(entry.number("memory")),
                Memory.bytes(entry.number("maxMemory")),
                entry.all("disk").stream().map(KeptConfiguration::slot).toList(),
                entry.all("nic").stream().map(KeptConfiguration::card).toList(),
                entry.all("boot").stream()
                        .map(each -> each.value("from", BootDevice::valueOf))
                        .toList(),
                entry.text("description"),
                entry.first("seed").map(KeptConfiguration::seed));
    }

    static void tell(Mark mark, Entry entry) {
        entry.putIf("key", mark.key()).put("protection", mark.protection());
        new TreeMap<>(mark.tags())
                .forEach((name, value) -> entry.under("tag").put("name", name).put("value", value));
    }

    static Mark mark(Entry entry) {
        Map<String, String> tags = new HashMap<>();
        entry.all("tag").forEach(tag -> tags.put(tag.text("name"), tag.text("value")));
        return new Mark(entry.maybe("key", CreationKey::of), tags, entry.value("protection", Protection::valueOf));
    }

    private static void tell(Slot slot, Entry entry) {
        entry.put("id", slot.id())
                .put("role", slot.role())
                .putIf("volume", slot.volume())
                .putIf("readOnly", slot.readOnly())
                .putIf("key", slot.key());
    }

    private static Slot slot(Entry entry) {
        return new Slot(
                entry.value("id", DiskId::of),
                entry.value("role", DiskView.Role::valueOf),
                entry.maybe("volume", VolumeId::parse),
                entry.is("readOnly"),
                entry.maybe("key", CreationKey::of));
    }

    private static Card card(Entry entry) {
        return new Card(
                entry.value("id", NicId::of),
                entry.value("mac", MacAddress::of),
                entry.value("network", NetworkId::of));
    }

    private static void tell(SeedSpec seed, Entry entry) {
        entry.put("hostName", seed.hostName()).putIf("userData", seed.userData());
        seed.authorizedKeys().forEach(key -> entry.under("authorized").put("key", key));
    }

    private static SeedSpec seed(Entry entry) {
        return new SeedSpec(
                entry.text("hostName"),
                entry.all("authorized").stream().map(each -> each.text("key")).toList(),
                entry.maybe("userData"));
    }
}
