package io.polyvisor.placement.policy;

/**
 * What must be left free.
 *
 * <p>Immutable and thread-safe.
 *
 * @param memoryPercent of each host's memory, 0 to 99
 * @param vcpuPercent of each host's virtual processors, 0 to 99
 * @param failures how many hosts each pool must be able to lose at once, where the pool itself does not ask for more
 */
public record Reserve(int memoryPercent, int vcpuPercent, int failures) {
    /** Nothing. */
    public static final Reserve NONE = new Reserve(0, 0, 0);

    /** Checks the ranges. */
    public Reserve {
        percent(memoryPercent, "memory");
        percent(vcpuPercent, "vCPUs");
        if (failures < 0) {
            throw new IllegalArgumentException("failures is " + failures + "; 0 or more is right");
        }
    }

    private static void percent(int value, String what) {
        if (value < 0 || value > 99) {
            throw new IllegalArgumentException("reserve of " + what + " is " + value + " percent; 0 to 99 is right");
        }
    }
}
