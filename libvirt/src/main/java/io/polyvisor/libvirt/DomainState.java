package io.polyvisor.libvirt;

import java.util.List;
import java.util.Map;

/**
 * {@code virDomainGetState}: the state and why it is so.
 *
 * @param power the state
 * @param reason libvirt's number of the reason; its meaning depends on {@code power}
 */
public record DomainState(Power power, int reason) {

    /** {@code virDomainState}. */
    public enum Power {
        NO_STATE,
        RUNNING,
        BLOCKED,
        PAUSED,
        /** Being shut down. */
        SHUTDOWN,
        SHUTOFF,
        CRASHED,
        /** Asleep by the guest's own power management. */
        PM_SUSPENDED,
        /** A number newer than this module. */
        UNKNOWN;

        /** Total: numbers that are not known are {@link #UNKNOWN}. */
        public static Power of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }
    }

    private static final String UNSAID = "unknown";

    // virDomain{Running,Paused,Shutdown,Shutoff,Crashed,PMSuspended}Reason, by number
    private static final Map<Power, List<String>> REASONS = Map.of(
            Power.RUNNING,
            List.of(
                    UNSAID,
                    "booted",
                    "migrated",
                    "restored",
                    "from snapshot",
                    "unpaused",
                    "migration canceled",
                    "save canceled",
                    "wakeup",
                    "crashed",
                    "post-copy",
                    "post-copy failed"),
            Power.PAUSED,
            List.of(
                    UNSAID,
                    "user",
                    "migration",
                    "save",
                    "dump",
                    "I/O error",
                    "watchdog",
                    "from snapshot",
                    "shutting down",
                    "snapshot",
                    "crashed",
                    "starting up",
                    "post-copy",
                    "post-copy failed",
                    "API error"),
            Power.SHUTDOWN,
            List.of(UNSAID, "user"),
            Power.SHUTOFF,
            List.of(
                    UNSAID,
                    "shutdown",
                    "destroyed",
                    "crashed",
                    "migrated",
                    "saved",
                    "failed",
                    "from snapshot",
                    "daemon"),
            Power.CRASHED,
            List.of(UNSAID, "panicked"));

    /** From the numbers of {@code state.state} and {@code state.reason}. */
    public static DomainState of(int state, int reason) {
        return new DomainState(Power.of(state), reason);
    }

    /** The reason in words; {@code unknown} where libvirt says so or the number is newer than this module. */
    public String reasonName() {
        List<String> names = REASONS.getOrDefault(power, List.of());
        return reason >= 0 && reason < names.size() ? names.get(reason) : UNSAID;
    }
}
