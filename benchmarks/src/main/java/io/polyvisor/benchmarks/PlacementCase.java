package io.polyvisor.benchmarks;

import io.polyvisor.benchmarks.PlacementInstance.GuestLine;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.failover.FailoverCapacity;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.Survival;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured of placement. Each case is asked several times; each time something else of the same sort where that makes sense. */
enum PlacementCase {
    /** All guests, none of which has a place, on as few hosts as possible. */
    PLACE {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(false, 0, 0);
            Question question = new Question.Place(site.guests().keySet());
            return round -> Outcome.of(site, PACK, ask(site, PACK, question), "hosts used");
        }
    },
    /** One protected guest of 8 vCPU and 32 GiB into a site where the loss of any one host must be survived by every fourth guest. */
    ONE_MORE {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 1, 4);
            return round -> {
                GuestLine line = new GuestLine(8, Memory.gib(32).toMib(), -1, -1, round % 4, -1);
                String name = "new" + round;
                List<SiteGuest> guests = new ArrayList<>(site.guests().values());
                guests.add(PlacementInstance.guest(name, line).protectedAs(Protection.PROTECTED));
                Site more = site.withGuests(guests);
                return Outcome.of(more, SPREAD, ask(more, SPREAD, new Question.Place(Set.of(name))), "cost");
            };
        }
    },
    /** Whether all protected guests survive the loss of any four hosts at once. */
    SURVIVES_FOUR {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 4, 1);
            Map<String, HostKey> places = new HashMap<>();
            site.guests().forEach((name, guest) -> guest.place().ifPresent(host -> places.put(name, host)));
            return round -> {
                Stopwatch watch = new Stopwatch();
                Set<String> weak = Survival.weakPools(site, PACK, places, EFFORT);
                return new Outcome(watch.read(), weak.isEmpty() ? "survives 4" : "not shown", 0, 0, List.of());
            };
        }
    },
    /** How many hosts can be lost at once. */
    CAPACITY {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 4, 1);
            return round -> {
                Stopwatch watch = new Stopwatch();
                PoolCapacity capacity = FailoverCapacity.of(
                                site, PACK, Set.of(Protection.PROTECTED), Meaning.AT_ONCE, EFFORT)
                        .get(0);
                Took took = watch.read();
                String words = capacity.current() + (capacity.decided() ? " exactly" : " at least");
                return new Outcome(took, words, 0, 0, List.of());
            };
        }
    },
    /** The guests of one host leave it: another host each time. */
    EVACUATE {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 0, 0);
            return round -> {
                HostKey host =
                        PlacementInstance.key(round * 7 % instance.hosts().size());
                return Outcome.of(site, PACK, ask(site, PACK, new Question.Evacuate(host)), "moves");
            };
        }
    },
    /** Down to 85 of a hundred hosts. */
    CONSOLIDATE {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 0, 0);
            int hosts = instance.hosts().size() * 85 / 100;
            return round ->
                    Outcome.of(site, PACK, ask(site, PACK, new Question.Consolidate(OptionalInt.of(hosts))), "moves");
        }
    },
    /** Down to as few hosts as possible. */
    CONSOLIDATE_MOST {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 0, 0);
            return round ->
                    Outcome.of(site, PACK, ask(site, PACK, new Question.Consolidate(OptionalInt.empty())), "moves");
        }
    },
    /** Evened out with at most so many moves as there are hosts. */
    REBALANCE {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 0, 0);
            return round -> Outcome.ofRebalance(site, instance.hosts().size());
        }
    },
    /** Evened out with as many moves as it takes. */
    REBALANCE_MOST {
        @Override
        Asked prepare(PlacementInstance instance) {
            Site site = instance.site(true, 0, 0);
            return round -> Outcome.ofRebalance(site, instance.guests().size());
        }
    };

    private static final Policy PACK = Policy.anywhere(Policy.Fill.PACK);
    private static final Policy SPREAD = Policy.anywhere(Policy.Fill.SPREAD);
    private static final Effort EFFORT = Effort.standard();

    /** What is asked, each time. */
    interface Asked {
        Outcome round(int number);
    }

    abstract Asked prepare(PlacementInstance instance);

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Timed ask(Site site, Policy policy, Question question) {
        Stopwatch watch = new Stopwatch();
        Answer answer = Placer.answer(site, policy, question, EFFORT);
        return new Timed(answer, watch.read());
    }

    /** An answer and how long it took. */
    record Timed(Answer answer, Took took) {}

    /** Nanoseconds by the clock on the wall, and those that this thread had a processor. */
    record Took(long wall, long processor) {}

    /** Runs from when it is made. */
    private static final class Stopwatch {
        private final long wall = System.nanoTime();
        private final long processor = processor();

        Took read() {
            return new Took(System.nanoTime() - wall, processor() - processor);
        }

        private static long processor() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /**
     * What came out.
     *
     * @param took how long the answer took, the check apart
     * @param result in words
     * @param reached the measure that counts
     * @param least its bound
     * @param faults rules that the checker says are broken
     */
    record Outcome(Took took, String result, long reached, long least, List<String> faults) {

        static Outcome of(Site site, Policy policy, Timed timed, String measure) {
            Answer answer = timed.answer();
            List<String> faults = Checker.check(site, policy, answer).stream()
                    .map(Violation::rule)
                    .distinct()
                    .toList();
            List<Bound> bounds = answer.bounds();
            String words = bounds.stream()
                    .map(bound -> bound.measure() + " " + bound.reached() + " of " + bound.least())
                    .collect(Collectors.joining(", "));
            long[] counting = bounds.stream()
                    .filter(bound -> bound.measure().startsWith(measure))
                    .findFirst()
                    .map(bound -> new long[] {bound.reached(), bound.least()})
                    .orElseGet(() -> new long[2]);
            return new Outcome(timed.took(), answer.verdict() + ": " + words, counting[0], counting[1], faults);
        }

        /** What it was, what it became, and what so many moves could make of it at best, in Ganeti's score. */
        static Outcome ofRebalance(Site site, int most) {
            Timed timed = ask(site, PACK, new Question.Rebalance(most));
            Bound bound = timed.answer().bounds().get(0);
            Bound first = Placer.answer(site, PACK, new Question.Rebalance(0), EFFORT)
                    .bounds()
                    .get(0);
            long moves = site.guests().values().stream()
                    .filter(guest -> !timed.answer().placeOf(guest.name()).equals(guest.place()))
                    .count();
            String words = String.format(
                    Locale.ROOT,
                    "%s: unevenness %.3f to %.3f with %d moves, bound %.3f",
                    timed.answer().verdict(),
                    first.reached() / 1e6,
                    bound.reached() / 1e6,
                    moves,
                    bound.least() / 1e6);
            Outcome outcome = of(site, PACK, timed, bound.measure());
            return new Outcome(outcome.took(), words, bound.reached(), bound.least(), outcome.faults());
        }
    }
}
