package io.polyvisor.placement.plan;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Small sites for tests: hosts of so many GiB in pools of in-house endpoints of their own names, guests of so many GiB. */
final class Town {
    private final Map<String, SiteEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final List<SiteHost> hosts = new ArrayList<>();
    private final Map<String, SiteGuest> guests = new TreeMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    static HostKey key(String host) {
        return new HostKey(host, host);
    }

    Town host(String name, int gib) {
        return host(name, gib, "pool", HostState.UP);
    }

    Town host(String name, int gib, String pool, HostState state) {
        pools.putIfAbsent(pool, Pool.named(pool));
        endpoints.put(
                name,
                new SiteEndpoint(
                        name,
                        "qemu",
                        EndpointClass.IN_HOUSE,
                        "here",
                        new CostModel(Money.of(150), Money.of(1000)),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false));
        hosts.add(
                new SiteHost(key(name), pool, Memory.gib(gib), 100, 100, Optional.empty(), Map.of(), Set.of(), state));
        return this;
    }

    Town guest(String name, int gib, String host) {
        guests.put(name, SiteGuest.of(name, 1, Memory.gib(gib)).at(key(host)));
        return this;
    }

    Town change(String name, java.util.function.UnaryOperator<SiteGuest> change) {
        guests.computeIfPresent(name, (key, guest) -> change.apply(guest));
        return this;
    }

    Town cold(String name) {
        return change(name, guest -> guest.movable(Mobility.COLD));
    }

    Town service(String name, int gib, Protection protection) {
        Service service = new Service(
                name,
                1,
                Memory.gib(gib),
                protection,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Pins.NONE,
                Map.of("team", "green", "tier", "front"),
                "");
        services.add(service);
        guests.putIfAbsent(name, service.guest());
        return this;
    }

    Town apart(String... names) {
        groups.add(new Group("apart" + groups.size(), Group.Kind.APART, Set.of(names)));
        return this;
    }

    Site site() {
        return Site.of(
                "town", "GBP", endpoints.values(), pools.values(), hosts, List.of(), guests.values(), groups, services);
    }

    /** An answer that leads to these places ("guest", "host", ...), all other guests where they are. */
    Answer answer(Question question, String... places) {
        Map<String, HostKey> all = new LinkedHashMap<>();
        guests.values().forEach(guest -> guest.place().ifPresent(place -> all.put(guest.name(), place)));
        for (int i = 0; i < places.length; i += 2) {
            all.put(places[i], key(places[i + 1]));
        }
        return answer(question, all, List.of(), List.of());
    }

    static Answer answer(
            Question question, Map<String, HostKey> places, List<HostKey> released, List<HostKey> engaged) {
        return new Answer(
                question,
                Verdict.FEASIBLE,
                places,
                Set.of(),
                released,
                engaged,
                Money.ZERO,
                Money.ZERO,
                List.of(),
                Optional.empty());
    }

    /** The plan that leads there, after it was replayed. */
    Plan plan(Answer answer) {
        Site site = site();
        Policy policy = Policy.anywhere(Policy.Fill.SPREAD);
        Plan plan = Planner.plan(site, policy, answer, Pace.standard());
        new Replay(site, policy, Pace.standard()).through(plan).endsAt(answer, plan.complete());
        return plan;
    }
}
