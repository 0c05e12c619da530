package io.polyvisor.model;

/** A guest's power axis. What the guest is busy with, whether it is a template, and who owns it are other axes. */
public enum PowerState {
    /** Not running; nothing of its memory is kept. */
    OFF,
    /** Its processors run. */
    RUNNING,
    /** Its processors are stopped, its memory is kept in the host's memory. */
    PAUSED,
    /** Its memory is saved on disk; it holds no host memory. */
    SUSPENDED,
    /** It broke and the hypervisor holds the remains. */
    CRASHED,
    /** It could not be observed: never guessed; {@link Power} carries what was last known. */
    UNKNOWN
}
