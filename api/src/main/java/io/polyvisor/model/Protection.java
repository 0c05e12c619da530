package io.polyvisor.model;

/** What should happen to a guest when its host is lost. An intent: who enforces it is told by {@link Enforcer}. */
public enum Protection {
    /** Its restart is guaranteed. */
    PROTECTED,
    /** Restarted where there is room. */
    RESTART_IF_POSSIBLE,
    /** Left alone. */
    DO_NOT_RESTART
}
