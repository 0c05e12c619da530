package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.apply.FenceEvidence.ObservedOff;
import io.polyvisor.apply.StateDirectory.Fenced;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What every look and every deed of one plan rests on.
 *
 * @param story what the journal tells so far
 * @param passages where other plans brought guests last
 * @param births guests that other plans were making, or have made, and never finished
 */
record Ground(
        Site site,
        Plan plan,
        Endpoints endpoints,
        StateDirectory state,
        ApplyOptions options,
        FenceRunner fences,
        InstantSource clock,
        Silence silence,
        JournalStory story,
        Map<String, Passage> passages,
        List<Birth> births) {

    /**
     * What that guest calls itself: the site says {@code ENDPOINT/NAME} of guests whose name several have, and {@code #ID} after it where
     * even that is no help.
     */
    String own(String guest) {
        return own(site, guest);
    }

    static String own(Site site, String guest) {
        String name = guest;
        Optional<String> id = Optional.ofNullable(site.guests().get(guest))
                .flatMap(SiteGuest::id)
                .map(known -> "#" + known);
        if (id.filter(guest::endsWith).isPresent()) {
            name = guest.substring(0, guest.length() - id.get().length());
        }
        int slash = name.indexOf('/');
        boolean spelledOut =
                slash > 0 && slash < name.length() - 1 && site.endpoints().containsKey(name.substring(0, slash));
        return spelledOut ? name.substring(slash + 1) : name;
    }

    HostsOf hosts() {
        return new HostsOf(site);
    }

    Sight look() {
        return Sight.of(this);
    }

    KeptGuests kept() {
        return new KeptGuests(state.observed());
    }

    /** Notes that fenced hosts answer again: their evidence says nothing any more about what runs there. */
    void noteAnswers(Sight sight) {
        state.fenced().forEach((host, fenced) -> {
            if (!fenced.answeredSince() && sight.sawAnswering(host)) {
                state.fence(Fences.answered(host, clock.instant()));
            }
        });
    }

    Endpoint endpoint(HostKey host) {
        String why = options.why().isBlank() ? plan.purpose() : options.why();
        return endpoints
                .named(host.endpoint())
                .within(options.stepDeadline())
                .because(why + " (plan " + plan.id() + ")");
    }

    /** The last that journals tell of where that guest was brought. */
    Optional<Passage> passage(String guest) {
        return Stream.of(Passages.of(List.of(story)), passages)
                .flatMap(each -> Optional.ofNullable(each.get(guest)).stream())
                .max(Comparator.comparing(Passage::at));
    }

    /**
     * Hosts among which that guest could run: the pool of that host, and the one where the site says that the guest is; and where it was
     * brought from and to, or made, when somebody was cut off.
     */
    List<HostKey> haunts(String guest, HostKey host) {
        Set<String> pools = new LinkedHashSet<>();
        if (!site.hosts().containsKey(host)) {
            return List.of(host);
        }
        pools.add(site.host(host).pool());
        Optional.ofNullable(site.guests().get(guest))
                .flatMap(SiteGuest::place)
                .ifPresent(place -> pools.add(site.host(place).pool()));
        passage(guest).filter(passage -> !passage.arrived()).stream()
                .flatMap(passage -> Stream.of(passage.from(), passage.to()))
                .filter(site.hosts()::containsKey)
                .forEach(end -> pools.add(site.host(end).pool()));
        births.stream()
                .filter(birth -> birth.guest().equals(guest) && site.hosts().containsKey(birth.host()))
                .forEach(birth -> pools.add(site.host(birth.host()).pool()));
        return site.hosts().values().stream()
                .filter(each -> pools.contains(each.pool()))
                .map(each -> each.key())
                .toList();
    }

    /** Whether evidence says that nothing runs on a host that does not answer. */
    boolean fenced(HostKey host) {
        Fenced fenced = state.fenced().get(host);
        return fenced != null && !fenced.answeredSince() && !(fenced.evidence() instanceof ObservedOff);
    }

    /** The key that the plan makes that guest under on that host, if it does. */
    Optional<CreationKey> keyOf(String guest) {
        return plan.steps().stream()
                .map(step -> step.action())
                .filter(action -> action.subject().equals(Optional.of(guest)))
                .flatMap(action -> keyOf(action).stream())
                .findFirst();
    }

    private Optional<CreationKey> keyOf(Action action) {
        if (action instanceof Action.Create create) {
            return Optional.of(create.key());
        }
        return action instanceof Action.Recover recover ? Optional.of(keyOf(recover)) : Optional.empty();
    }

    /**
     * The key by which the plan means that guest on that host's endpoint: what the plan itself made, else what its conditions say. What
     * goes is looked for by its name: the plan's guest may be elsewhere, under another key.
     */
    Optional<GuestId> idOf(Step step, String guest, HostKey host) {
        if (step.action() instanceof Action.Discard || step.action() instanceof Action.Retire) {
            return Optional.empty();
        }
        return story.id(guest, host.endpoint())
                .or(() -> idIn(step.before(), guest, host))
                .or(() -> plan.steps().stream()
                        .flatMap(each -> idIn(each.before(), guest, host).stream())
                        .findFirst());
    }

    private static Optional<GuestId> idIn(List<Condition> conditions, String guest, HostKey host) {
        for (Condition condition : conditions) {
            boolean meant = condition instanceof Condition.GuestIs it
                    && it.guest().equals(guest)
                    && it.host().endpoint().equals(host.endpoint());
            if (meant && ((Condition.GuestIs) condition).id().isPresent()) {
                return ((Condition.GuestIs) condition).id();
            }
        }
        return Optional.empty();
    }

    /** The key under which a step of the plan makes that guest with volumes of its own. */
    Optional<CreationKey> madeUnder(String guest) {
        return plan.steps().stream()
                .flatMap(step -> step.action() instanceof Action.Create create
                                && create.guest().equals(guest)
                        ? Optional.of(create.key()).stream()
                        : Optional.<CreationKey>empty().stream())
                .findFirst();
    }

    /** The key that the guest had; where that is not known, one that the plan always gives it. */
    CreationKey keyOf(Action.Recover recover) {
        Optional<CreationKey> known = story.key(recover.guest());
        return known.or(() -> lastSeen(recover).flatMap(KeptGuest::key)).orElseGet(() -> {
            String text = plan.id() + "/" + recover.guest();
            return new CreationKey(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** The last observation of a guest on its lost host, or before a plan brought it there. */
    Optional<KeptGuest> lastSeen(Action.Recover recover) {
        String own = own(recover.guest());
        Optional<KeptGuest> there = kept().of(recover.lost().endpoint()).values().stream()
                .filter(guest -> guest.name().equals(own))
                .filter(guest -> guest.host().equals(recover.lost()))
                .findFirst();
        Optional<KeptGuest> before = passage(recover.guest())
                .filter(passage -> passage.to().equals(recover.lost()))
                .flatMap(passage -> beforeItLeft(passage, own))
                .filter(guest ->
                        there.isEmpty() || guest.at().isAfter(there.get().at()));
        return before.or(() -> there);
    }

    /** The site knows a guest by the id that it was seen under last; another of the same name has another. */
    private Optional<KeptGuest> beforeItLeft(Passage passage, String own) {
        Optional<GuestId> id =
                Optional.ofNullable(site.guests().get(passage.guest())).flatMap(SiteGuest::id);
        return kept().all(own, site.endpoints().keySet())
                .filter(guest -> id.equals(Optional.of(guest.view().id())))
                .filter(guest -> passage.isNewsSince(guest.at()))
                .max(Comparator.comparing(KeptGuest::at));
    }

    /** Whether the plan defines that guest anew after its host was lost. */
    boolean recovers(String guest) {
        return plan.steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Recover recover
                        && recover.guest().equals(guest));
    }
}
