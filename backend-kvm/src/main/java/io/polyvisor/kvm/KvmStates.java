package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainState;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.Verb;
import java.util.Optional;
import java.util.Set;

/** What libvirt's states and reasons mean. Total: every number that libvirt may say has an answer, if only UNKNOWN. */
final class KvmStates {
    private KvmStates() {}

    /** libvirt's state, and whether a managed save exists: the reason "saved" is forgotten when the daemon restarts. */
    static Power power(DomainState said, boolean managedSave) {
        if (managedSave && said.power() == DomainState.Power.SHUTOFF) {
            return Power.of(PowerState.SUSPENDED);
        }
        PowerState state = state(said);
        return reason(said).map(why -> Power.of(state, why)).orElseGet(() -> Power.of(state));
    }

    private static PowerState state(DomainState said) {
        return switch (said.power()) {
            // SHUTDOWN is a guest on its way down: its processors still run.
            case RUNNING, BLOCKED, SHUTDOWN -> PowerState.RUNNING;
            case PAUSED -> said.reasonName().equals("crashed") ? PowerState.CRASHED : PowerState.PAUSED;
            // The guest put itself to sleep: its memory is in memory, its processors are stopped.
            case PM_SUSPENDED -> PowerState.PAUSED;
            case SHUTOFF -> PowerState.OFF;
            // Kept by on_crash=preserve; a crash that was not kept is SHUTOFF with a reason.
            case CRASHED -> PowerState.CRASHED;
            case NO_STATE, UNKNOWN -> PowerState.UNKNOWN;
        };
    }

    private static Optional<StateReason> reason(DomainState said) {
        return switch (said.power()) {
            case RUNNING -> running(said.reasonName());
            case PAUSED -> paused(said.reasonName());
            case SHUTOFF -> off(said.reasonName());
            case CRASHED -> Optional.of(StateReason.FAILED);
            case PM_SUSPENDED -> Optional.of(StateReason.GUEST);
            case BLOCKED, SHUTDOWN, NO_STATE, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<StateReason> running(String reason) {
        return switch (reason) {
            case "booted", "unpaused", "restored" -> Optional.of(StateReason.USER);
            case "migrated", "post-copy" -> Optional.of(StateReason.MIGRATED);
            case "from snapshot" -> Optional.of(StateReason.SNAPSHOT);
            case "wakeup" -> Optional.of(StateReason.GUEST);
            case "unknown" -> Optional.empty();
            default -> Optional.of(StateReason.OTHER);
        };
    }

    private static Optional<StateReason> paused(String reason) {
        return switch (reason) {
            case "user" -> Optional.of(StateReason.USER);
            case "migration", "post-copy", "post-copy failed" -> Optional.of(StateReason.MIGRATED);
            case "I/O error" -> Optional.of(StateReason.IO_ERROR);
            case "watchdog" -> Optional.of(StateReason.WATCHDOG);
            case "from snapshot", "snapshot" -> Optional.of(StateReason.SNAPSHOT);
            case "crashed" -> Optional.of(StateReason.FAILED);
            case "unknown" -> Optional.empty();
            default -> Optional.of(StateReason.OTHER);
        };
    }

    private static Optional<StateReason> off(String reason) {
        return switch (reason) {
            case "shutdown" -> Optional.of(StateReason.GUEST);
            case "destroyed" -> Optional.of(StateReason.USER);
            case "crashed", "failed" -> Optional.of(StateReason.FAILED);
            case "migrated" -> Optional.of(StateReason.MIGRATED);
            case "from snapshot" -> Optional.of(StateReason.SNAPSHOT);
            case "unknown" -> Optional.empty();
            default -> Optional.of(StateReason.OTHER);
        };
    }

    /** What a state says about something going on. */
    static Set<CurrentOperation> operations(DomainState said) {
        if (said.power() == DomainState.Power.SHUTDOWN) {
            return Set.of(CurrentOperation.of(Verb.SHUTDOWN));
        }
        if (said.power() != DomainState.Power.PAUSED) {
            return Set.of();
        }
        return switch (said.reasonName()) {
            case "save" -> Set.of(CurrentOperation.of(Verb.SUSPEND));
            case "migration", "post-copy" -> Set.of(CurrentOperation.of(Verb.MIGRATE_LIVE));
            case "snapshot" -> Set.of(CurrentOperation.of(Verb.SNAPSHOT_MEMORY));
            case "shutting down" -> Set.of(CurrentOperation.of(Verb.SHUTDOWN));
            case "starting up" -> Set.of(CurrentOperation.of(Verb.START));
            default -> Set.of();
        };
    }

    /** What keeps a guest from going on. */
    static Optional<String> blockedBy(DomainState said) {
        return switch (said.power()) {
            case PAUSED ->
                switch (said.reasonName()) {
                    case "I/O error" -> Optional.of("a disk error stopped it; repair its storage, then resume it");
                    case "watchdog" -> Optional.of("its watchdog fired and stopped it");
                    case "post-copy failed" -> Optional.of("its migration broke after its memory had begun to move");
                    default -> Optional.empty();
                };
            case PM_SUSPENDED -> Optional.of("it put itself to sleep; wake it as its hardware would be woken");
            default -> Optional.empty();
        };
    }
}
