package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What an answer says of itself: how good it is, and which hosts it frees or needs. */
final class Claims {
    private final Situation situation;
    private final Answer answer;
    private final List<Violation> faults = new ArrayList<>();

    private Claims(Situation situation) {
        this.situation = situation;
        this.answer = situation.answer();
    }

    static List<Violation> faults(Situation situation) {
        Claims claims = new Claims(situation);
        claims.answer.bounds().forEach(claims::bound);
        claims.verdict();
        claims.released();
        claims.engaged();
        return claims.faults;
    }

    private void bound(Bound bound) {
        if (bound.least() > bound.reached()) {
            fault(Rule.BOUNDS, bound.measure() + ": " + bound.reached() + " is below the least, " + bound.least());
        }
        OptionalLong counted = counted(bound.measure().toLowerCase(Locale.ROOT));
        if (counted.isPresent() && counted.getAsLong() != bound.reached()) {
            fault(Rule.BOUNDS, bound.measure() + ": " + bound.reached() + ", and it is " + counted.getAsLong());
        }
    }

    private OptionalLong counted(String measure) {
        if (measure.startsWith("cost")) {
            return OptionalLong.of(answer.costAfter().hundredths());
        }
        if (measure.equals("hosts used")) {
            return OptionalLong.of(situation.usedAfter().size());
        }
        return measure.equals("moves") ? OptionalLong.of(situation.moved()) : OptionalLong.empty();
    }

    private void verdict() {
        boolean tight = answer.bounds().stream().allMatch(Bound::tight);
        if (tight != (answer.verdict() == Verdict.OPTIMAL)) {
            fault(Rule.VERDICT, answer.verdict() + (tight ? ", and every bound is reached" : ", and a bound is not"));
        }
    }

    private void released() {
        Set<HostKey> seen = new HashSet<>();
        for (HostKey host : answer.released()) {
            if (!situation.activeAfter(host).isEmpty()) {
                fault(Rule.RELEASED, "host " + host + " is said to be empty, and is not");
            }
            if (!seen.add(host) || situation.site().host(host).state() == HostState.OFF) {
                fault(Rule.RELEASED, "host " + host + " is off, or named twice");
            }
        }
        if (situation.question() instanceof Question.Consolidate) {
            Set<HostKey> emptied = situation.usedBefore();
            emptied.removeAll(situation.usedAfter());
            emptied.removeIf(host -> situation.site().host(host).state() != HostState.UP);
            emptied.removeAll(seen);
            emptied.forEach(host -> fault(Rule.RELEASED, "host " + host + " is emptied, and nobody says so"));
        }
    }

    private void engaged() {
        Set<HostKey> needed = new TreeSet<>();
        for (SiteGuest guest : situation.arriving()) {
            HostKey host = situation.after().get(guest.name());
            if (host != null && situation.site().host(host).state() == HostState.OFF) {
                needed.add(host);
            }
        }
        if (answer.engaged().size() != needed.size() || !needed.equals(new TreeSet<>(answer.engaged()))) {
            fault(Rule.ENGAGED, needed + " must be switched on, and the answer says " + answer.engaged());
        }
    }

    private void fault(Rule rule, String words) {
        faults.add(rule.broken(words));
    }
}
