package io.polyvisor.apply.site;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.InventoryField;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes one picture of what files say and endpoints show. Pure and thread-safe: reading the endpoints is the caller's part. */
public final class SiteObserver {
    /** What inventories must hold for it. */
    public static final Set<InventoryField> FIELDS =
            Set.of(InventoryField.DETAILS, InventoryField.HOSTS, InventoryField.STORAGES, InventoryField.NETWORKS);

    private SiteObserver() {}

    /**
     * The site that these make together. An endpoint that does not answer has its hosts UNREACHABLE, with what was last seen of it, and
     * with guests that a plan was bringing or making there when it was cut off; a fenced host is LOST whatever it shows, until it rejoins.
     *
     * @param declared what the site file says
     * @param services what is wanted; services without a guest are guests yet to be made
     * @param views the endpoints by the names of the file, with {@link #FIELDS}
     * @param capabilities what endpoints that answered can do, by name
     * @param remembered what was kept of earlier looks
     * @throws SiteRefusedException when they do not make one site
     */
    public static Observed observe(
            DeclaredSite declared,
            Services services,
            List<EndpointView> views,
            Map<String, Capabilities> capabilities,
            Remembered remembered) {
        List<String> remarks = new ArrayList<>();
        List<Look> looks = Look.all(declared, views, capabilities);
        List<SiteEndpoint> endpoints =
                looks.stream().map(look -> look.endpoint(remarks)).toList();
        tellSilence(looks, remarks);
        Storages storages = new Storages(declared, looks, remembered, remarks);
        Hosts hosts = new Hosts(declared, looks, remembered, storages, remarks);
        Guests guests = new Guests(looks, services, hosts, storages, remarks);
        looks.stream()
                .filter(look -> look.inventory().isEmpty())
                .forEach(look -> remembered.last().ifPresent(last -> guests.recall(look, last)));
        remembered
                .last()
                .ifPresent(last -> new CutOff(last, looks, hosts, guests, remarks).follow(remembered.passages()));
        new BeingMade(remembered, services, looks, hosts, guests, remarks).follow();
        guests.want(declared.guests());
        Site site = Site.of(
                declared.name(),
                declared.currency(),
                endpoints,
                pools(declared, hosts),
                hosts.all().values(),
                storages.all(),
                guests.all().values(),
                groups(declared, services, guests, remarks),
                services.byName().values());
        return new Observed(
                site, hosts.ids(), guests.located(), guests.ours(), guests.copies(), hosts.returned(), remarks);
    }

    private static void tellSilence(List<Look> looks, List<String> remarks) {
        for (Look look : looks) {
            if (look.canBeAsked() && !look.answers()) {
                remarks.add(
                        "endpoint " + look.name()
                                + " did not answer: its hosts are unreachable, which is not the same as dead; its guests may run");
            }
        }
    }

    private static List<Pool> pools(DeclaredSite declared, Hosts hosts) {
        Map<String, Pool> pools = new TreeMap<>(declared.pools());
        hosts.all().values().forEach(host -> pools.putIfAbsent(host.pool(), Pool.named(host.pool())));
        return List.copyOf(pools.values());
    }

    private static List<Group> groups(DeclaredSite declared, Services services, Guests guests, List<String> remarks) {
        List<Group> all = new ArrayList<>(declared.groups());
        all.addAll(services.groups());
        List<Group> there = new ArrayList<>();
        for (Group group : all) {
            Set<String> members = new TreeSet<>(group.guests());
            members.retainAll(guests.all().keySet());
            if (members.size() < group.guests().size()) {
                Set<String> missing = new TreeSet<>(group.guests());
                missing.removeAll(members);
                remarks.add("group " + group.name() + " names " + String.join(", ", missing)
                        + ", which is neither a service nor a guest that was seen");
            }
            there.add(new Group(group.name(), group.kind(), members));
        }
        return there;
    }
}
