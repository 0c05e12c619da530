package io.polyvisor.placement.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Carries a plan out in the mind, wave by wave, and fails at the first state that must not be. */
final class Replay {
    private final Site site;
    private final Policy policy;
    private final Pace pace;
    private final Map<String, HostKey> places = new TreeMap<>();
    private final Set<String> active = new HashSet<>();
    private final Set<HostKey> on = new HashSet<>();
    private final Set<HostKey> fenced = new HashSet<>();

    Replay(Site site, Policy policy, Pace pace) {
        this.site = site;
        this.policy = policy;
        this.pace = pace;
        for (SiteGuest guest : site.guests().values()) {
            guest.place().ifPresent(place -> {
                places.put(guest.name(), place);
                if (guest.active()) {
                    active.add(guest.name());
                }
            });
        }
        site.hosts().values().stream()
                .filter(host -> host.state() == HostState.UP)
                .forEach(host -> on.add(host.key()));
    }

    Replay through(Plan plan) {
        int number = 0;
        for (Step step : plan.steps()) {
            assertThat(step.number()).isEqualTo(++number);
        }
        int last = plan.steps().stream().mapToInt(Step::wave).max().orElse(0);
        Map<Integer, List<Step>> waves =
                plan.steps().stream().collect(java.util.stream.Collectors.groupingBy(Step::wave));
        for (int wave = 1; wave <= last; wave++) {
            assertThat(waves).as("no wave is empty").containsKey(wave);
            play(waves.get(wave));
        }
        assertThat(plan.steps()).isSortedAccordingTo(java.util.Comparator.comparingInt(Step::wave));
        return this;
    }

    void endsAt(Answer answer, boolean complete) {
        if (!complete) {
            return;
        }
        Map<String, HostKey> there = new TreeMap<>(places);
        site.guests().values().stream()
                .filter(guest -> answer.placeOf(guest.name()).isEmpty())
                .forEach(guest -> there.remove(guest.name()));
        assertThat(there).isEqualTo(new TreeMap<>(answer.places()));
        for (SiteGuest guest : site.guests().values()) {
            if (answer.placeOf(guest.name()).isPresent()) {
                assertThat(active.contains(guest.name()))
                        .as(guest.name() + " runs")
                        .isEqualTo(guest.active());
            }
        }
    }

    private void play(List<Step> wave) {
        Map<HostKey, Integer> moves = new HashMap<>();
        Map<HostKey, Integer> starts = new HashMap<>();
        Map<String, Integer> movesOfKind = new HashMap<>();
        Set<String> acting = new HashSet<>();
        Map<HostKey, Set<String>> held = new HashMap<>();
        places.forEach((guest, host) ->
                held.computeIfAbsent(host, any -> new HashSet<>()).add(guest));
        Map<HostKey, Set<String>> running = new HashMap<>();
        places.forEach((guest, host) -> {
            if (active.contains(guest)) {
                running.computeIfAbsent(host, any -> new HashSet<>()).add(guest);
            }
        });
        Set<HostKey> receiving = new HashSet<>();
        for (Step step : wave) {
            step.action()
                    .subject()
                    .ifPresent(guest ->
                            assertThat(acting.add(guest)).as(step.toString()).isTrue());
            HostKey host = step.action().host();
            if (step.action() instanceof Action.Move move) {
                assertThat(places.get(move.guest())).as(step.toString()).isEqualTo(move.from());
                assertThat(active.contains(move.guest())).as(step.toString()).isEqualTo(move.live());
                moves.merge(move.from(), 1, Integer::sum);
                moves.merge(host, 1, Integer::sum);
                movesOfKind.merge(site.endpointOf(host).kind(), 1, Integer::sum);
                arrive(held, move.guest(), host);
                if (move.live()) {
                    arrive(running, move.guest(), host);
                    receiving.add(host);
                }
            } else if (step.action() instanceof Action.Create || step.action() instanceof Action.Recover) {
                arrive(held, step.action().subject().orElseThrow(), host);
                starts.merge(host, 1, Integer::sum);
                if (step.action() instanceof Action.Recover recover) {
                    assertThat(fenced).contains(recover.lost());
                }
            } else if (step.action() instanceof Action.Start start) {
                assertThat(places.get(start.guest())).isEqualTo(host);
                assertThat(active).doesNotContain(start.guest());
                arrive(running, start.guest(), host);
                receiving.add(host);
                starts.merge(host, 1, Integer::sum);
            }
        }
        assertThat(moves.values()).allMatch(count -> count <= pace.movesPerHost());
        assertThat(movesOfKind.values()).allMatch(count -> count <= pace.movesPerEndpoint());
        assertThat(starts.values()).allMatch(count -> count <= pace.startsPerHost());
        receiving.forEach(host -> fits(host, running.getOrDefault(host, Set.of())));
        held.forEach(this::areApart);
        wave.forEach(this::happen);
    }

    private static void arrive(Map<HostKey, Set<String>> where, String guest, HostKey host) {
        where.computeIfAbsent(host, any -> new HashSet<>()).add(guest);
    }

    private void fits(HostKey key, Set<String> guests) {
        SiteHost host = site.host(key);
        assertThat(on).contains(key);
        long memory = guests.stream()
                .mapToLong(guest -> site.guest(guest).memory().bytes())
                .sum();
        int vcpus = guests.stream().mapToInt(guest -> site.guest(guest).vcpus()).sum();
        assertThat(memory)
                .as("memory on " + key)
                .isLessThanOrEqualTo(
                        host.memory().bytes() * (100 - policy.reserve().memoryPercent()) / 100);
        assertThat(vcpus)
                .as("vCPUs on " + key)
                .isLessThanOrEqualTo(host.vcpus() * (100 - policy.reserve().vcpuPercent()) / 100);
    }

    private void areApart(HostKey host, Set<String> guests) {
        for (Group group : site.groups()) {
            if (group.kind() == Group.Kind.APART) {
                assertThat(guests.stream().filter(group.guests()::contains).count())
                        .as("guests of " + group.name() + " on " + host)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    private void happen(Step step) {
        Action action = step.action();
        String guest = action.subject().orElse("");
        if (action instanceof Action.Move || action instanceof Action.Create || action instanceof Action.Recover) {
            places.put(guest, action.host());
        } else if (action instanceof Action.Start) {
            active.add(guest);
        } else if (action instanceof Action.Stop) {
            active.remove(guest);
        } else if (action instanceof Action.Engage) {
            on.add(action.host());
        } else if (action instanceof Action.Release) {
            assertThat(places.values()).doesNotContain(action.host());
            on.remove(action.host());
        } else if (action instanceof Action.Fence) {
            fenced.add(action.host());
            on.remove(action.host());
            active.removeIf(name -> action.host().equals(places.get(name)));
        }
    }
}
