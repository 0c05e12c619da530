package io.polyvisor.placement.site;

/** Whether a host of a site can be counted on. */
public enum HostState {
    /** Ready for guests. */
    UP,
    /** Runs what it has and takes no more. */
    MAINTENANCE,
    /** Switched off, and may be switched on. */
    OFF,
    /** Not observed: its guests may run or not. Neither capacity nor dead. */
    UNREACHABLE,
    /** Fenced, by evidence: nothing runs there, and its guests may be started elsewhere. */
    LOST
}
