package io.polyvisor.apply.site;

import io.polyvisor.apply.file.JsonFields;
import io.polyvisor.apply.file.Section;
import io.polyvisor.apply.file.Words;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** A site as JSON, its services apart. Stateless. */
final class SiteJson {
    private SiteJson() {}

    static JsonFields write(Site site) {
        return new JsonFields()
                .put("name", site.name())
                .put("currency", site.currency())
                .put("endpoints", all(site.endpoints().values(), SiteJson::endpoint))
                .put("pools", all(site.pools().values(), SiteJson::pool))
                .put("hosts", all(site.hosts().values(), SiteJson::host))
                .put("storages", all(site.storages().values(), SiteJson::storage))
                .put("guests", all(site.guests().values(), GuestJson::write))
                .put("groups", all(site.groups(), SiteJson::group));
    }

    static Site read(Section at) {
        return Site.of(
                at.need("name", at.text("name")),
                at.need("currency", at.text("currency")),
                read(at, "endpoints", SiteJson::readEndpoint),
                read(at, "pools", SiteJson::readPool),
                read(at, "hosts", SiteJson::readHost),
                read(at, "storages", SiteJson::readStorage),
                read(at, "guests", GuestJson::read),
                read(at, "groups", SiteJson::readGroup),
                List.of());
    }

    static <T> List<JsonFields> all(java.util.Collection<T> items, Function<T, JsonFields> write) {
        return items.stream().map(write).toList();
    }

    static <T> List<T> read(Section at, String key, Function<Section, T> read) {
        return at.sections(key).stream()
                .flatMap(each -> each.made(() -> read.apply(each)).stream())
                .toList();
    }

    private static JsonFields endpoint(SiteEndpoint endpoint) {
        return new JsonFields()
                .put("name", endpoint.name())
                .put("kind", endpoint.kind())
                .put("class", endpoint.owner())
                .put("location", endpoint.location())
                .put("costPerGuest", endpoint.cost().perGuest())
                .put("costPerHost", endpoint.cost().perHost())
                .put("networks", endpoint.networks())
                .put("images", endpoint.images())
                .put("newDisksIn", endpoint.newDisksIn())
                .put("restarts", endpoint.restarts());
    }

    private static SiteEndpoint readEndpoint(Section at) {
        return new SiteEndpoint(
                at.need("name", at.text("name")),
                at.need("kind", at.text("kind")),
                at.need("class", at.choice("class", EndpointClass.class)),
                at.need("location", at.text("location")),
                new CostModel(
                        at.need("costPerGuest", at.value("costPerGuest", Money::parse)),
                        at.need("costPerHost", at.value("costPerHost", Money::parse))),
                at.pairs("networks", SiteJson::vlan, NetworkId::of),
                at.pairs("images", name -> name, VolumeId::parse),
                at.value("newDisksIn", StorageId::of),
                at.need("restarts", at.flag("restarts")));
    }

    private static JsonFields pool(Pool pool) {
        return new JsonFields()
                .put("name", pool.name())
                .put("failures", pool.failures())
                .put("liveAcrossVendors", pool.liveAcrossVendors());
    }

    private static Pool readPool(Section at) {
        return new Pool(
                at.need("name", at.text("name")),
                at.need("failures", at.value("failures", Words::number)),
                at.need("liveAcrossVendors", at.flag("liveAcrossVendors")));
    }

    private static JsonFields host(SiteHost host) {
        return new JsonFields()
                .put("host", host.key())
                .put("pool", host.pool())
                .put("memory", host.memory())
                .put("cpus", host.cpus())
                .put("overcommitPercent", host.overcommitPercent())
                .put("cpuVendor", host.cpuVendor())
                .put("vlans", host.vlans())
                .put("storages", host.storages())
                .put("state", host.state());
    }

    private static SiteHost readHost(Section at) {
        return new SiteHost(
                at.need("host", at.value("host", HostKey::parse)),
                at.need("pool", at.text("pool")),
                at.need("memory", at.value("memory", Memory::parse)),
                at.need("cpus", at.value("cpus", Words::number)),
                at.need("overcommitPercent", at.value("overcommitPercent", Words::number)),
                at.text("cpuVendor"),
                at.pairs("vlans", SiteJson::vlan, text -> Words.choice(VlanEvidence.class, text)),
                new LinkedHashSet<>(at.values("storages", text -> text)),
                at.need("state", at.choice("state", HostState.class)));
    }

    private static JsonFields storage(SiteStorage storage) {
        return new JsonFields()
                .put("name", storage.name())
                .put("shared", storage.shared())
                .put("on", storage.on());
    }

    private static SiteStorage readStorage(Section at) {
        return new SiteStorage(
                at.need("name", at.text("name")),
                at.need("shared", at.flag("shared")),
                at.pairs("on", name -> name, StorageId::of));
    }

    private static JsonFields group(Group group) {
        return new JsonFields()
                .put("name", group.name())
                .put("kind", group.kind())
                .put("guests", group.guests());
    }

    private static Group readGroup(Section at) {
        return new Group(
                at.need("name", at.text("name")),
                at.need("kind", at.choice("kind", Group.Kind.class)),
                new LinkedHashSet<>(at.values("guests", text -> text)));
    }

    static VlanId vlan(String text) {
        return VlanId.of(Words.number(text));
    }
}
