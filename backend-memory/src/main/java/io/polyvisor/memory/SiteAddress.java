package io.polyvisor.memory;

import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.TimeSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an address such as {@code memory:///demo?speed=instant} says. */
record SiteAddress(String name, Map<String, String> parameters) {
    private static final Set<String> KNOWN =
            Set.of("preset", "speed", "like", "lacks", "private", "world", "guests", "fault");
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

    /** The site: the one that is there, or a new one of its preset. */
    Site site(TimeSource time) {
        World world = parameters.containsKey("private")
                ? new World(time)
                : Worlds.named(parameters.getOrDefault("world", ""), time);
        return world.under(() -> {
            Site site = world.site(name, () -> build(world));
            String preset = preset();
            if (!site.preset().equals(preset)) {
                throw Refusal.spec("address.preset", "site " + name + " is there already, of preset " + site.preset());
            }
            return site;
        });
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
