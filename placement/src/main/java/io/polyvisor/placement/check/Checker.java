package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies answers and plans, by rules of its own: it shares no code with what makes them. What does not move is never at fault, nor is
 * what was wrong before and is not made worse. That nothing better exists is not verified, nor that there is no assignment; that would
 * be the search again.
 *
 * <p>Pure and thread-safe. Blocks for as long as it takes; what it cannot verify within its own limits it reports under a rule whose
 * name ends in {@code -unverified}.
 */
public final class Checker {
    private Checker() {}

    /** The names of all rules, answers' first: what {@link Violation#rule()} can say. */
    public static List<String> rules() {
        return Stream.of(Rule.values()).map(Rule::words).toList();
    }

    /** What is wrong with that answer; nothing when it holds. */
    public static List<Violation> check(Site site, Policy policy, Answer answer) {
        List<Violation> unknown = unknown(site, answer);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        Situation situation = new Situation(site, policy, answer);
        return answer.holds() ? assigned(situation) : refused(situation);
    }

    /** What is wrong with that plan, replayed step by step from the site as it is; nothing when it leads to the answer. */
    public static List<Violation> replay(Site site, Policy policy, Plan plan, Answer answer) {
        return replay(site, policy, plan, answer, Optional.empty());
    }

    /** The same, and not more goes on at once than that pace allows. */
    public static List<Violation> replay(Site site, Policy policy, Plan plan, Answer answer, Pace pace) {
        return replay(site, policy, plan, answer, Optional.of(pace));
    }

    private static List<Violation> replay(Site site, Policy policy, Plan plan, Answer answer, Optional<Pace> pace) {
        List<Violation> unknown = unknown(site, answer);
        return unknown.isEmpty() ? new Replay(site, policy, plan, answer, pace).faults() : unknown;
    }

    private static List<Violation> assigned(Situation situation) {
        List<Violation> faults = new ArrayList<>();
        faults.addAll(Arrivals.faults(situation));
        faults.addAll(Capacity.faults(situation));
        faults.addAll(Companies.faults(situation.site().groups(), situation.before(), situation.after()));
        faults.addAll(Price.faults(situation));
        faults.addAll(Asked.faults(situation));
        faults.addAll(Claims.faults(situation));
        // What is lost is what the reserve was kept for.
        if (faults.isEmpty() && !(situation.question() instanceof Question.FailOver)) {
            faults.addAll(Endurance.faults(situation));
        }
        return List.copyOf(faults);
    }

    /** Of an answer that there is none little can be verified: that it moves nobody, and says why. */
    private static List<Violation> refused(Situation situation) {
        Answer answer = situation.answer();
        List<Violation> faults = new ArrayList<>(Price.faults(situation));
        for (SiteGuest guest : situation.arriving()) {
            faults.add(Rule.MOVES.broken("guest " + guest.name() + " gets a place, and there is no assignment"));
        }
        if (answer.verdict() == Verdict.INFEASIBLE && answer.shortage().isEmpty()) {
            faults.add(Rule.VERDICT.broken("there is no assignment, and nobody says why"));
        }
        if (!answer.released().isEmpty() || !answer.engaged().isEmpty()) {
            faults.add(Rule.RELEASED.broken("hosts are released or engaged, and there is no assignment"));
        }
        if (situation.question() instanceof Question.Place place) {
            place.guests().stream()
                    .filter(guest -> site(situation, guest).place().isEmpty())
                    .filter(guest -> !answer.unplaced().contains(guest))
                    .forEach(guest ->
                            faults.add(Rule.UNPLACED.broken("guest " + guest + " is not said to have no place")));
        }
        return List.copyOf(faults);
    }

    private static SiteGuest site(Situation situation, String guest) {
        return situation.site().guest(guest);
    }

    private static List<Violation> unknown(Site site, Answer answer) {
        Stream<String> guests = Stream.of(answer.places().keySet().stream(), answer.unplaced().stream(), named(answer))
                .flatMap(names -> names)
                .filter(guest -> !site.guests().containsKey(guest))
                .map(guest -> "guest " + guest);
        Stream<String> hosts = Stream.of(
                        answer.places().values().stream(),
                        answer.released().stream(),
                        answer.engaged().stream(),
                        hosts(answer.question()))
                .flatMap(keys -> keys)
                .filter(host -> !site.hosts().containsKey(host))
                .map(host -> "host " + host);
        return Stream.concat(guests, hosts)
                .distinct()
                .map(what -> Rule.PLACE_KNOWN.broken("the site has no " + what))
                .toList();
    }

    private static Stream<String> named(Answer answer) {
        if (answer.question() instanceof Question.Place place) {
            return place.guests().stream().sorted();
        }
        return answer.question() instanceof Question.ChangeProtection change
                ? Stream.of(change.guest())
                : Stream.empty();
    }

    private static Stream<HostKey> hosts(Question question) {
        if (question instanceof Question.FailOver failOver) {
            return failOver.lost().stream().sorted();
        }
        return question instanceof Question.Evacuate evacuate ? Stream.of(evacuate.host()) : Stream.empty();
    }
}
