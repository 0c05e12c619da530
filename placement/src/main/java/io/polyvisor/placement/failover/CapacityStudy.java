package io.polyvisor.placement.failover;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.failover.Packer.Outcome;
import io.polyvisor.placement.site.HostKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How many hosts one pool can lose, found from below. */
final class CapacityStudy {
    private final PoolLoad load;
    private final LossCheck check;
    private int current;
    private boolean decided = true;
    private List<HostKey> counterExample = List.of();
    private Set<String> stranded = Set.of();

    CapacityStudy(PoolLoad load, Meaning meaning, Effort effort) {
        this.load = load;
        Budget budget = new Budget(effort);
        check = meaning == Meaning.AT_ONCE ? new AtOnce(load, budget) : new InSequence(load, budget);
    }

    /** Counts up until a loss too many is found. */
    CapacityStudy run() {
        if (!anyCounted()) {
            current = load.size();
            return this;
        }
        while (current < load.size()) {
            Outcome outcome = check.survives(current + 1);
            if (outcome != Outcome.PLACED) {
                decided = outcome == Outcome.IMPOSSIBLE;
                if (decided) {
                    explain(check.counterExample());
                }
                return this;
            }
            current++;
        }
        return this;
    }

    /** Whether that many losses are survived: proved. */
    boolean survives(int failures) {
        Outcome outcome = anyCounted() ? check.survives(failures) : Outcome.PLACED;
        if (outcome == Outcome.IMPOSSIBLE) {
            counterExample = Arrays.stream(check.counterExample())
                    .mapToObj(load.hosts::get)
                    .toList();
        }
        return outcome == Outcome.PLACED;
    }

    int current() {
        return current;
    }

    boolean decided() {
        return decided;
    }

    List<HostKey> counterExample() {
        return counterExample;
    }

    Set<String> stranded() {
        return stranded;
    }

    private boolean anyCounted() {
        for (int host = 0; host < load.size(); host++) {
            if (load.count(host) > 0) {
                return true;
            }
        }
        return false;
    }

    private void explain(int[] lost) {
        counterExample = Arrays.stream(lost).mapToObj(load.hosts::get).toList();
        stranded = check.stranded();
        if (!stranded.isEmpty()) {
            return;
        }
        Arrays.stream(lost).forEach(load::lose);
        stranded = new TreeSet<>(Leftover.of(load, lost));
        Arrays.stream(lost).forEach(load::recover);
    }
}
