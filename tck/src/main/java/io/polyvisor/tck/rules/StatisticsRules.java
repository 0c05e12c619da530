package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Counters, in bulk. */
final class StatisticsRules {

    private StatisticsRules() {}

    static void write(RuleBook book) {
        book.must(
                        1,
                        "Guest statistics have one entry for each guest that is RUNNING or PAUSED, and none for others, in one call to the driver.")
                .in(Profile.EVENTS)
                .needs(Capability.STATS_GUEST)
                .because(
                        "opentelemetry-collector-contrib#31837: 2,000 guests take minutes when each is asked by itself.")
                .lookAt("the driver's bulk call and its filter.")
                .check(StatisticsRules::whoIsCounted);
        book.must(2, "A guest's processor time never goes back while it runs.")
                .in(Profile.EVENTS)
                .needs(Capability.STATS_GUEST)
                .because("Rates are made of differences; a counter that is a gauge in disguise makes negative ones.")
                .lookAt("which native counter the driver reads, and its unit.")
                .check(StatisticsRules::timeGoesOn);
        book.must(
                        3,
                        "Host statistics have one entry for each host that is online, and its busy and idle times never go back.")
                .in(Profile.EVENTS)
                .needs(Capability.STATS_HOST)
                .because("libvirt counts nanoseconds per processor, XAPI averages, vSphere megahertz.")
                .lookAt("the driver's reader of host counters.")
                .check(StatisticsRules::hostsAreCounted);
    }

    private static void whoIsCounted(TckContext tck) {
        Guest off = tck.off();
        Guest running = tck.running();
        tck.edge().forget();
        Set<GuestId> counted =
                tck.endpoint().guestStats().stream().map(GuestStats::guest).collect(Collectors.toSet());
        expect("how often the driver was asked", tck.edge().count("Statistics.guests"))
                .is(1);
        expect("who is counted", counted).has(running.id());
        expect("who is counted", counted).hasNo(off.id());
    }

    private static void timeGoesOn(TckContext tck) {
        Guest guest = tck.running();
        Optional<Duration> first = cpuTime(tck, guest);
        Optional<Duration> second = cpuTime(tck, guest);
        expect("whether processor time is counted at all", second.isPresent()).is(first.isPresent());
        if (first.isEmpty()) {
            tck.note("this hypervisor counts no processor time: there is nothing that could go back");
            return;
        }
        expectThat(
                second.orElseThrow().compareTo(first.orElseThrow()) >= 0,
                "processor time does not go back",
                first + ", then " + second);
    }

    /** Empty where the hypervisor has no such counter: vSphere tells averages only. */
    private static Optional<Duration> cpuTime(TckContext tck, Guest guest) {
        return tck.endpoint().guestStats().stream()
                .filter(stats -> stats.guest().equals(guest.id()))
                .findFirst()
                .orElseThrow(() -> new RuleViolation("a running guest is counted", "it is not"))
                .cpuTime();
    }

    private static void hostsAreCounted(TckContext tck) {
        List<HostStats> first = tck.endpoint().hostStats();
        Set<HostId> hosts =
                tck.endpoint().hosts().stream().map(io.polyvisor.Host::id).collect(Collectors.toSet());
        expect("which hosts are counted", first.stream().map(HostStats::host).collect(Collectors.toSet()))
                .is(hosts);
        List<HostStats> second = tck.endpoint().hostStats();
        for (HostStats before : first) {
            HostStats after = second.stream()
                    .filter(stats -> stats.host().equals(before.host()))
                    .findFirst()
                    .orElseThrow(() -> new RuleViolation("the same hosts are counted again", "they are " + second));
            boolean forward = after.cpuBusy()
                                    .orElse(Duration.ZERO)
                                    .compareTo(before.cpuBusy().orElse(Duration.ZERO))
                            >= 0
                    && after.cpuIdle()
                                    .orElse(Duration.ZERO)
                                    .compareTo(before.cpuIdle().orElse(Duration.ZERO))
                            >= 0;
            expectThat(forward, "a host's times do not go back", before + ", then " + after);
        }
    }
}
