package io.polyvisor.placement.search;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to place guests on a site, and what it showed.
 *
 * @param grid the site
 * @param work the guests
 * @param best the best assignment found; null for none
 * @param proved whether nothing better exists, or nothing at all
 * @param least what no assignment costs less than, in the workload's prices
 * @param costBeside what guests that have a place already cost in a year, their hosts aside, in hundredths
 * @param packed whether few hosts are preferred
 */
record Trial(
        Grid grid, Workload work, @Nullable Packing best, boolean proved, long least, long costBeside, boolean packed) {

    static Trial of(Site site, Policy policy, Ask ask, Effort effort) {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        Workload work = Workload.of(grid, site, policy, ask);
        Admission admission = new Admission(site, ask.before(), policy, grid, effort);
        long beside = IntStream.range(0, work.hosts)
                .mapToLong(host -> work.present[host] * grid.costOfGuest(host))
                .sum();
        Solver solver = new Solver(work, admission, ceiling(policy, ask.before(), work, beside), effort.steps());
        solver.solve();
        boolean packed = policy.fill() == Policy.Fill.PACK;
        return new Trial(grid, work, solver.best(), solver.isProved(), solver.least(), beside, packed);
    }

    /** The highest price that the budget allows; what costs no more than now is allowed in any case. */
    private static long ceiling(Policy policy, Site before, Workload work, long beside) {
        if (policy.budget().isEmpty()) {
            return Long.MAX_VALUE / 2;
        }
        long now = Tally.now(before).hundredths();
        long most = Math.max(now, policy.budget().get().hundredths());
        long scale = work.hosts + 1L;
        return most > Long.MAX_VALUE / 2 / scale ? Long.MAX_VALUE / 2 : (most - beside) * scale + work.hosts;
    }

    /** What everybody else comes to. */
    Tally others() {
        int[] nowhere = new int[work.units];
        Arrays.fill(nowhere, -1);
        return new Tally(grid, work.places(nowhere));
    }

    /** How many hosts that are not in use come into use at least. */
    int moreHosts() {
        return new FewestHosts(work).inAll();
    }
}
