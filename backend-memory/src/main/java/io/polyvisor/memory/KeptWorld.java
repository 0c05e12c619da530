package io.polyvisor.memory;

import io.polyvisor.memory.Site.TemplateState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.HostId;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VlanId;
import io.polyvisor.spi.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A world as entries of a state file, and back: its storages, then its sites. Call it under the world's lock. */
final class KeptWorld {
    private final World world;

    private KeptWorld(World world) {
        this.world = world;
    }

    /** Its clock: the only thing that changes by itself. */
    static Entry clock(World world) {
        return Entry.of("clock").put("began", world.began()).put("age", world.now());
    }

    /** All that must be there again when the world is opened by another process. */
    static List<Entry> entries(World world) {
        Entry top = Entry.of("world");
        top.under("counter").put("last", world.numbers());
        world.storages()
                .forEach(storage -> storage.tell(top.under("storage"), volume -> world.isScaffold(storage, volume)));
        world.sites().forEach(site -> tell(site, top.under("site")));
        return top.below();
    }

    /** The world that those entries tell of, by that clock; what became due while nobody ran it happens at the first look. */
    static World of(List<Entry> entries, TimeSource time) {
        Entry top = Entry.read("world", 1);
        entries.forEach(top::add);
        Entry clock = top.only("clock");
        World world = new World(time, clock.value("began", Instant::parse), clock.number("age"));
        world.numbersFrom(top.only("counter").number("last"));
        for (Entry kept : top.all("storage")) {
            StorageState storage = StorageState.of(kept);
            world.storage(storage.backing(), () -> storage);
        }
        KeptWorld reader = new KeptWorld(world);
        top.all("site").forEach(kept -> world.site(kept.text("name"), () -> reader.site(kept)));
        return world;
    }

    private static void tell(Site site, Entry entry) {
        entry.put("name", site.name()).put("preset", site.preset()).put("pace", site.pace());
        site.storages()
                .forEach((id, storage) -> entry.under("sees").put("storage", id).put("backing", storage.backing()));
        site.networks()
                .values()
                .forEach(network -> entry.under("network")
                        .put("id", network.id())
                        .putIf("usable", network.usable())
                        .putIf("vlan", network.vlan()));
        site.hosts().values().forEach(host -> host.tell(entry.under("host")));
        site.guests().forEach(guest -> guest.tell(entry.under("guest")));
        site.templates().values().forEach(template -> tell(template, entry.under("template")));
    }

    private Site site(Entry entry) {
        Site site = new Site(world, entry.text("name"), entry.text("preset"), entry.value("pace", Pace::valueOf));
        entry.all("sees").forEach(kept -> site.storages().put(kept.value("storage", StorageId::of), storage(kept)));
        entry.all("network").stream()
                .map(KeptWorld::network)
                .forEach(network -> site.networks().put(network.id(), network));
        entry.all("host").stream()
                .map(HostState::of)
                .forEach(host -> site.hosts().put(host.id(), host));
        entry.all("guest").stream()
                .map(kept -> GuestState.of(kept, host(site, kept)))
                .forEach(site::add);
        entry.all("template").stream()
                .map(kept -> template(kept, site))
                .forEach(template -> site.templates().put(template.id(), template));
        return site;
    }

    private StorageState storage(Entry kept) {
        String backing = kept.text("backing");
        return world.storage(backing, () -> {
            throw kept.wrong("no storage is kept for backing " + backing);
        });
    }

    private static NetworkView network(Entry kept) {
        Optional<VlanId> vlan = kept.maybe("vlan", text -> VlanId.of(Integer.parseInt(text)));
        return new NetworkView(kept.value("id", NetworkId::of), kept.is("usable"), vlan);
    }

    private static HostState host(Site site, Entry kept) {
        HostId id = kept.value("host", HostId::of);
        HostState host = site.hosts().get(id);
        if (host == null) {
            throw kept.wrong("site " + site.name() + " has no host " + id);
        }
        return host;
    }

    private static void tell(TemplateState template, Entry entry) {
        entry.put("id", template.id())
                .put("key", template.key())
                .put("name", template.name())
                .put("kind", template.kind())
                .put("host", template.host().id());
        KeptConfiguration.tell(template.configuration(), entry.under("configuration"));
    }

    private static TemplateState template(Entry kept, Site site) {
        return new TemplateState(
                kept.value("id", TemplateId::of),
                kept.value("key", CreationKey::of),
                kept.value("name", GuestName::of),
                kept.value("kind", GuestKind::valueOf),
                host(site, kept),
                KeptConfiguration.of(kept.only("configuration")));
    }
}
