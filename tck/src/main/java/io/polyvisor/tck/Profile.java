package io.polyvisor.tck;

/** What a backend can claim: a named set of rules. Each rule belongs to one profile. */
public enum Profile {
    /** What every backend must do: life, inventory, errors, deadlines, checks, audit. */
    CORE("core"),
    /** It touches only what is ours. */
    OWNERSHIP("ownership"),
    /** Volumes and disks of guests that are off. */
    VOLUMES("volumes"),
    /** Boot order, media, seed, NICs and sizes of guests that are off. */
    PROVISIONING("provisioning"),
    /** Processors, memory, disks and NICs of running guests. */
    HOTPLUG("hotplug"),
    /** Snapshots. */
    SNAPSHOTS("snapshots"),
    /** Clones and templates. */
    CLONES("clones"),
    /** Pausing in memory and suspending to disk. */
    SUSPEND("suspend"),
    /** The serial console. */
    CONSOLE("console"),
    /** Events and counters. */
    EVENTS("events"),
    /** Moving guests while they run. */
    LIVE_MIGRATION("live-migration"),
    /** Moving guests that are off. */
    COLD_MIGRATION("cold-migration"),
    /** Several hosts behind one endpoint. */
    POOL("pool");

    private final String label;

    Profile(String label) {
        this.label = label;
    }

    /** The profile's name on the command line and in reports. */
    public String label() {
        return label;
    }

    /** The profile of that label. */
    public static Profile ofLabel(String label) {
        for (Profile profile : values()) {
            if (profile.label.equals(label)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("there is no profile \"" + label + "\"");
    }
}
