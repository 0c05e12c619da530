package io.polyvisor.placement.oracle;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tries every way to move guests that are there. */
final class MovesOracle {
    private static final Comparator<long[]> LESS =
            Comparator.<long[]>comparingLong(score -> score[0]).thenComparingLong(score -> score[1]);
    private static final HostKey NOWHERE = new HostKey("nowhere", "nowhere");

    private final Problem problem;
    private final Law law;
    private final Map<String, HostKey> before = new LinkedHashMap<>();
    private final List<SiteGuest> movable = new ArrayList<>();
    private final List<List<HostKey>> choices = new ArrayList<>();
    private Optional<long[]> best = Optional.empty();

    private MovesOracle(Problem problem) {
        this.problem = problem;
        law = new Law(problem.site(), problem.policy());
        for (SiteGuest guest : problem.site().guests().values()) {
            guest.place().ifPresent(host -> before.put(guest.name(), host));
        }
        for (SiteGuest guest : problem.site().guests().values()) {
            if (guest.place().isPresent() && guest.active()) {
                movable.add(guest);
                choices.add(choices(guest));
            }
        }
    }

    /** The least that counts, first and second; empty when there is no way. Only for questions with at most so many ways. */
    static Optional<long[]> best(Problem problem) {
        MovesOracle oracle = new MovesOracle(problem);
        oracle.all(0, new LinkedHashMap<>(oracle.before));
        return oracle.best;
    }

    /** Whether a host has more than it may, so that something must be moved for another reason than the question's. */
    static boolean needsRelief(Problem problem) {
        MovesOracle oracle = new MovesOracle(problem);
        return oracle.law.isOverfull(oracle.before);
    }

    static long ways(Problem problem) {
        return new MovesOracle(problem)
                .choices.stream().mapToLong(List::size).reduce(1, (one, other) -> Math.min(1_000_000, one * other));
    }

    private List<HostKey> choices(SiteGuest guest) {
        Set<HostKey> lost = problem.question() instanceof Question.FailOver failOver ? failOver.lost() : Set.of();
        HostKey place = guest.place().orElseThrow();
        boolean victim = lost.contains(place);
        List<HostKey> choices = new ArrayList<>();
        choices.add(victim ? NOWHERE : place);
        boolean stays = lost.isEmpty() || !victim || guest.protection() == Protection.DO_NOT_RESTART;
        if (!lost.isEmpty() && stays) {
            return choices;
        }
        for (SiteHost host : problem.site().hosts().values()) {
            boolean other = !host.key().equals(place) && !lost.contains(host.key());
            if (other && law.mayCome(guest, host, victim)) {
                choices.add(host.key());
            }
        }
        return choices;
    }

    private void all(int from, Map<String, HostKey> places) {
        if (from == movable.size()) {
            consider(places);
            return;
        }
        String guest = movable.get(from).name();
        HostKey place = places.get(guest);
        for (HostKey host : choices.get(from)) {
            if (host.equals(NOWHERE)) {
                places.remove(guest);
            } else {
                places.put(guest, host);
            }
            all(from + 1, places);
        }
        places.put(guest, place);
    }

    private void consider(Map<String, HostKey> places) {
        long[] score = score(places);
        boolean better = score[0] >= 0 && (best.isEmpty() || LESS.compare(score, best.get()) < 0);
        if (better && law.holdsTogether(before, places)) {
            best = Optional.of(score);
        }
    }

    private long[] score(Map<String, HostKey> places) {
        if (problem.question() instanceof Question.Evacuate evacuate) {
            boolean empty = law.active(places, evacuate.host()).isEmpty();
            return new long[] {empty ? moves(places) : -1, 0};
        }
        if (problem.question() instanceof Question.FailOver) {
            return new long[] {missing(places, Protection.PROTECTED), missing(places, Protection.RESTART_IF_POSSIBLE)};
        }
        return new long[] {law.used(places), moves(places)};
    }

    long moves(Map<String, HostKey> places) {
        return movable.stream()
                .filter(guest -> !guest.place().equals(Optional.ofNullable(places.get(guest.name()))))
                .count();
    }

    private long missing(Map<String, HostKey> places, Protection protection) {
        return movable.stream()
                .filter(guest -> guest.protection() == protection && !places.containsKey(guest.name()))
                .count();
    }
}
