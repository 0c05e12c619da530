package io.polyvisor.placement.search;

import io.polyvisor.placement.search.Fitting.Push;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the easiest units, two at most, that make room for another one on a host when they leave it. */
final class Pushing {
    private final Packing packing;
    private final Workload work;
    private final Sizes sizes;
    private final int unit;
    private double least;
    private @Nullable Push best;
    private long missingMemory;
    private long missingVcpus;

    Pushing(Packing packing, Sizes sizes, int unit) {
        this.packing = packing;
        this.work = packing.work;
        this.sizes = sizes;
        this.unit = unit;
        this.least = sizes.of(unit) - 1e-9;
    }

    @Nullable
    Push best() {
        return best;
    }

    void lookAt(int host) {
        missingMemory = work.memory[unit] - packing.freeMemory[host];
        missingVcpus = (long) work.vcpus[unit] - packing.freeVcpus[host];
        int foe = -1;
        int foes = 0;
        for (int index = 0; index < packing.count(host); index++) {
            int other = packing.unitOn(host, index);
            if (work.apart[unit].length > 0 && work.areApart(unit, other)) {
                foes++;
                foe = foes == 1 ? other : foe;
                if (foes == 2) {
                    consider(host, foe, other);
                }
            }
        }
        if (foes == 0) {
            lookAtEach(host);
        } else if (foes == 1) {
            consider(host, foe, -1);
            for (int index = 0; index < packing.count(host); index++) {
                if (packing.unitOn(host, index) != foe) {
                    consider(host, foe, packing.unitOn(host, index));
                }
            }
        }
    }

    private void lookAtEach(int host) {
        for (int first = 0; first < packing.count(host); first++) {
            int one = packing.unitOn(host, first);
            if (sizes.of(one) >= least) {
                continue;
            }
            consider(host, one, -1);
            for (int second = 0; second < first; second++) {
                consider(host, one, packing.unitOn(host, second));
            }
        }
    }

    private void consider(int host, int one, int other) {
        double size = sizes.of(one) + (other < 0 ? 0 : sizes.of(other));
        if (size >= least) {
            return;
        }
        long memory = work.memory[one] + (other < 0 ? 0 : work.memory[other]);
        int vcpus = work.vcpus[one] + (other < 0 ? 0 : work.vcpus[other]);
        if (memory >= missingMemory && vcpus >= missingVcpus) {
            least = size;
            best = new Push(host, other < 0 ? List.of(one) : List.of(one, other));
        }
    }
}
