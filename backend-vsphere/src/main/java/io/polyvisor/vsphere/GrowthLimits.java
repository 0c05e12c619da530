package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import io.polyvisor.model.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a guest may grow while it runs. vSphere knows only whether it may grow at all; the limits of a spec are kept beside it, in
 * the guest's extraConfig.
 */
final class GrowthLimits {
    private static final String VCPUS = "polyvisor.max.vcpus";
    private static final String MEMORY = "polyvisor.max.mib";

    private GrowthLimits() {}

    /** The options that keep both limits. */
    static List<OptionValue> of(int maxVcpus, Memory maxMemory) {
        return List.of(
                Options.option(VCPUS, Integer.toString(maxVcpus)),
                Options.option(MEMORY, Long.toString(maxMemory.toMib())));
    }

    /** To how many processors it can grow: not at all unless growing was switched on while it was off. */
    static int vcpus(Map<String, String> options, int now, boolean canGrow, int processorsOfHost) {
        return canGrow
                ? Math.max(
                        now,
                        number(options, VCPUS).orElse((long) processorsOfHost).intValue())
                : now;
    }

    /** To how much memory it can grow; {@code limit} is the server's own. */
    static Memory memory(Map<String, String> options, Memory now, boolean canGrow, Optional<Memory> limit) {
        if (!canGrow) {
            return now;
        }
        Memory most = number(options, MEMORY).map(Memory::mib).or(() -> limit).orElse(now);
        return most.isMoreThan(now) ? most : now;
    }

    private static Optional<Long> number(Map<String, String> options, String key) {
        return Optional.ofNullable(options.get(key))
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(Long::valueOf);
    }
}
