package io.polyvisor.placement.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class CapacityAgainstEveryAssignmentTest {
    private static final Set<Protection> COUNTED = Set.of(Protection.PROTECTED);

    @Test
    void any_hosts_at_once_are_decided_as_by_trying_everything() {
        int[] seen = new int[4];
        for (int seed = 0; seed < 1000; seed++) {
            Site site = random(seed, 7);
            PoolCapacity ours = capacity(site, Meaning.AT_ONCE);

            assertThat(ours.decided()).as("seed " + seed).isTrue();
            assertThat(ours.current()).as("seed " + seed).isEqualTo(new EveryAssignment(site, COUNTED).atOnce());
            seen[Math.min(3, ours.current())]++;
        }
        assertThat(seen).as("all sorts of pools were tried").doesNotContain(0);
    }

    @Test
    void losses_in_sequence_are_decided_as_by_trying_everything() {
        int[] seen = new int[4];
        for (int seed = 0; seed < 500; seed++) {
            Site site = random(seed, 5);
            PoolCapacity ours = capacity(site, Meaning.IN_SEQUENCE);

            assertThat(ours.decided()).as("seed " + seed).isTrue();
            assertThat(ours.current()).as("seed " + seed).isEqualTo(new EveryAssignment(site, COUNTED).inSequence());
            seen[Math.min(3, ours.current())]++;
        }
        assertThat(seen).as("all sorts of pools were tried").doesNotContain(0);
    }

    @Test
    void losing_hosts_at_once_is_never_harder_than_in_sequence_nor_than_xapi_says() {
        int better = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Site site = memoryOnly(seed);
            int atOnce = capacity(site, Meaning.AT_ONCE).current();
            int inSequence = capacity(site, Meaning.IN_SEQUENCE).current();
            int xapi = XapiPlanner.plan(site, "p").most();

            assertThat(atOnce).as("seed " + seed).isGreaterThanOrEqualTo(inSequence);
            assertThat(inSequence).as("seed " + seed).isGreaterThanOrEqualTo(xapi);
            better += inSequence > xapi ? 1 : 0;
        }
        assertThat(better).as("pools where XAPI says less").isPositive();
    }

    static PoolCapacity capacity(Site site, Meaning meaning) {
        return FailoverCapacity.of(site, Policy.anywhere(Policy.Fill.SPREAD), COUNTED, meaning, Effort.standard())
                .get(0);
    }

    private static Site memoryOnly(int seed) {
        Random random = new Random(seed);
        SitesForTests site = SitesForTests.site();
        int hosts = 2 + random.nextInt(5);
        for (int host = 0; host < hosts; host++) {
            site.host("h" + host, 6 + random.nextInt(20));
        }
        int guests = random.nextInt(12);
        for (int guest = 0; guest < guests; guest++) {
            site.guest("g" + guest, 1 + random.nextInt(6), "h" + random.nextInt(hosts));
        }
        return site.build();
    }

    static Site random(int seed, int mostGuests) {
        Random random = new Random(seed);
        SitesForTests site = SitesForTests.site();
        int hosts = 2 + random.nextInt(4);
        for (int host = 0; host < hosts; host++) {
            Set<Integer> vlans = random.nextInt(4) == 0 ? Set.of(10) : Set.of(10, 20);
            Set<String> storages =
                    random.nextInt(6) == 0 ? Set.of("shared", "local") : Set.of("shared", "shared2", "local");
            HostState state = random.nextInt(8) == 0 ? HostState.MAINTENANCE : HostState.UP;
            int cpus = 4 + random.nextInt(12);
            String vendor = random.nextInt(4) == 0 ? "amd" : "intel";
            site.host(
                    "h" + host,
                    4 + random.nextInt(16),
                    each -> SitesForTests.with(cpus, vendor, vlans, storages)
                            .apply(each)
                            .in(state));
        }
        List<String> names = new ArrayList<>();
        int guests = random.nextInt(mostGuests + 1);
        for (int guest = 0; guest < guests; guest++) {
            names.add("g" + guest);
            site.guest("g" + guest, 1 + random.nextInt(7), "h" + random.nextInt(hosts), change(random));
        }
        for (int group = 0; group < 2 && guests > 1; group++) {
            group(random, names, site, group == 0);
        }
        return site.build();
    }

    private static void group(Random random, List<String> names, SitesForTests site, boolean mayBeTogether) {
        String one = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        String third = names.get(random.nextInt(names.size()));
        int kind = random.nextInt(4);
        Group.Kind sort = kind == 1 && mayBeTogether ? Group.Kind.TOGETHER : Group.Kind.APART;
        if (kind > 0 && Set.copyOf(List.of(one, other, third)).size() == 3) {
            site.group(sort, one, other, third);
        } else if (kind > 0 && !one.equals(other)) {
            site.group(sort, one, other);
        }
    }

    private static UnaryOperator<SiteGuest> change(Random random) {
        int vcpus = 1 + random.nextInt(4);
        Optional<String> vendor = random.nextInt(6) == 0 ? Optional.of("intel") : Optional.empty();
        Set<Integer> vlans = random.nextInt(4) == 0 ? Set.of(20) : Set.of();
        String storage = random.nextInt(20) == 0 ? "local" : random.nextInt(4) == 0 ? "shared2" : "shared";
        Protection protection = random.nextInt(5) == 0 ? Protection.DO_NOT_RESTART : Protection.PROTECTED;
        boolean active = random.nextInt(8) > 0;
        return guest -> SitesForTests.diskOn(storage)
                .apply(SitesForTests.needing(vcpus, vendor, vlans).apply(guest))
                .protectedAs(protection)
                .active(active);
    }
}
