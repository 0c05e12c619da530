package io.polyvisor.memory;

import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.HostId;
import io.polyvisor.spi.TimeSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an address such as {@code memory:///demo?speed=instant} says. */
record SiteAddress(String name, Map<String, String> parameters) {
    private static final Set<String> KNOWN =
            Set.of("preset", "speed", "like", "lacks", "private", "world", "kept", "guests", "fault", "fallen");
    private static final int MOST_GUESTS = 100_000;

    static SiteAddress of(EndpointUri uri) {
        Map<String, String> parameters = uri.parameters();
        for (String each : parameters.keySet()) {
            if (!KNOWN.contains(each)) {
                throw Refusal.spec("address." + each, "is no parameter of a memory site; there are " + KNOWN);
            }
        }
        return new SiteAddress(uri.path().isEmpty() ? "demo" : uri.path(), parameters);
    }

    /**
     * A site that somebody uses.
     *
     * @param leave to be called once, when it is used no more
     */
    record Entered(Site site, Runnable leave) {}

    /** The site: the one that is there, or a new one of its preset. */
    Entered enter(TimeSource time) {
        KeptWorlds.Hold hold = hold(time);
        try {
            Site site = hold.world().under(() -> siteIn(hold.world()));
            fallen(site).ifPresent(hosts -> MemorySite.of(site).onlyTheseFell(hosts));
            return new Entered(site, hold.release());
        } catch (RuntimeException e) {
            hold.release().run();
            throw e;
        }
    }

    boolean isKept() {
        return parameters.containsKey("kept");
    }

    private KeptWorlds.Hold hold(TimeSource time) {
        boolean alone = parameters.containsKey("private");
        String world = parameters.getOrDefault("world", "");
        String file = parameters.get("kept");
        if (alone && file != null) {
            throw Refusal.spec("address.kept", "nobody could ever find a private site again; leave out one of the two");
        }
        if (file != null) {
            return KeptWorlds.hold(file, world, time);
        }
        return new KeptWorlds.Hold(alone ? new World(time) : Worlds.named(world, time), () -> {});
    }

    private Site siteIn(World world) {
        Site site = world.site(name, () -> build(world));
        if (!site.preset().equals(preset())) {
            throw Refusal.spec("address.preset", "site " + name + " is there already, of preset " + site.preset());
        }
        return site;
    }

    /** The hosts that have no power, by their names; empty when the address does not speak of it. */
    private Optional<Set<HostId>> fallen(Site site) {
        return Optional.ofNullable(parameters.get("fallen"))
                .map(names -> Arrays.stream(names.split(",", -1))
                        .filter(each -> !each.isBlank())
                        .map(each -> site.hosts().values().stream()
                                .filter(host -> host.name().equals(each)
                                        || host.id().value().equals(each))
                                .map(HostState::id)
                                .findFirst()
                                .orElseThrow(() -> Refusal.spec(
                                        "address.fallen",
                                        "\"" + each + "\" is no host; there are "
                                                + site.hosts().keySet())))
                        .collect(Collectors.toSet()));
    }

    Profile profile() {
        Optional<String> like = Optional.ofNullable(parameters.get("like")).or(() -> plan().like());
        Set<Capability> lacks = EnumSet.noneOf(Capability.class);
        for (String each : parameters.getOrDefault("lacks", "").split(",", -1)) {
            if (!each.isBlank()) {
                lacks.add(Profile.oneOf(Capability.class, each.strip(), "lacks"));
            }
        }
        return Profile.of(like, lacks);
    }

    /** Rules of mishaps, separated by commas. */
    List<FaultRule> faults() {
        String text = parameters.getOrDefault("fault", "");
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(FaultRule::parse).toList();
        } catch (IllegalArgumentException e) {
            throw Refusal.spec("address.fault", String.valueOf(e.getMessage()));
        }
    }

    private Site build(World world) {
        Site site = SiteBuilder.build(world, name, preset(), pace(world.time()), plan());
        SiteBuilder.crowd(site, guests());
        return site;
    }

    private String preset() {
        return parameters.getOrDefault("preset", name);
    }

    private SitePlan plan() {
        return Presets.named(preset())
                .orElseThrow(() -> Refusal.spec(
                        "address.preset", "\"" + preset() + "\" is no preset; there are " + Presets.NAMES));
    }

    private Pace pace(TimeSource time) {
        Pace usual = time == TimeSource.system() ? Pace.QUICK : Pace.LIFELIKE;
        return Optional.ofNullable(parameters.get("speed"))
                .map(speed -> Profile.oneOf(Pace.class, speed, "speed"))
                .orElse(usual);
    }

    private int guests() {
        String count = parameters.getOrDefault("guests", "0");
        if (!count.matches("\\d{1,6}") || Integer.parseInt(count) > MOST_GUESTS) {
            throw Refusal.spec("address.guests", "a number up to " + MOST_GUESTS + " is right");
        }
        return Integer.parseInt(count);
    }
}
