package io.polyvisor.model;

/** Everything that can be asked for. The class says what happens when a reply is lost; the core treats all verbs of a class alike. */
public enum Verb {
    /** Opens a connection. */
    CONNECT(VerbClass.READ, false, "open a connection"),
    /** Reads one guest. */
    OBSERVE(VerbClass.READ, false, "observe"),
    /** Reads an endpoint in bulk. */
    INVENTORY(VerbClass.READ, false, "inventory"),
    /** Reads counters. */
    STATS(VerbClass.READ, false, "stats"),
    /** Opens the serial console. */
    CONSOLE(VerbClass.READ, true, "console"),
    /** Makes a guest from a spec. */
    CREATE(VerbClass.KEYED, false, "create"),
    /** Boots an OFF guest. */
    START(VerbClass.GOAL, true, "start"),
    /** Asks the guest to shut down and waits until it is OFF. */
    SHUTDOWN(VerbClass.GOAL, true, "shutdown"),
    /** Takes the power away. */
    POWER_OFF(VerbClass.GOAL, true, "power off"),
    /** Stops the processors, keeps memory in memory. */
    PAUSE(VerbClass.GOAL, true, "pause"),
    /** Goes on from PAUSED or SUSPENDED. */
    RESUME(VerbClass.GOAL, true, "resume"),
    /** Saves memory to disk. */
    SUSPEND(VerbClass.GOAL, true, "suspend"),
    /** Asks the guest to reboot. */
    REBOOT(VerbClass.ONCE, true, "reboot"),
    /** Presses the reset button. */
    RESET(VerbClass.ONCE, true, "reset"),
    /** Removes the guest. */
    DELETE(VerbClass.GOAL, true, "delete"),
    /** Sets fields of the configuration. */
    RECONFIGURE(VerbClass.GOAL, true, "reconfigure"),
    /** Gives the guest another name. */
    RENAME(VerbClass.GOAL, true, "rename"),
    /** Sets description, tags or protection; nothing that the guest could notice. */
    ANNOTATE(VerbClass.GOAL, true, "annotate"),
    /** Starts the guest with its host, or not. */
    SET_AUTOSTART(VerbClass.GOAL, true, "set autostart"),
    /** Puts our mark on a guest, and nothing else. */
    ADOPT(VerbClass.GOAL, true, "adopt"),
    /** Adds a disk. */
    DISK_ATTACH(VerbClass.KEYED, true, "attach disk"),
    /** Takes a disk out; the volume stays. */
    DISK_DETACH(VerbClass.GOAL, true, "detach disk"),
    /** Makes a guest's disk larger. */
    DISK_GROW(VerbClass.GOAL, true, "grow disk"),
    /** Inserts or ejects a medium. */
    MEDIA_CHANGE(VerbClass.GOAL, true, "change media"),
    /** Adds a NIC. */
    NIC_ATTACH(VerbClass.KEYED, true, "attach NIC"),
    /** Takes a NIC out. */
    NIC_DETACH(VerbClass.GOAL, true, "detach NIC"),
    /** Keeps the disks' present content. */
    SNAPSHOT_DISKS(VerbClass.KEYED, true, "snapshot disks"),
    /** Keeps the present content of disks and memory. */
    SNAPSHOT_MEMORY(VerbClass.KEYED, true, "snapshot disks and memory"),
    /** Puts a guest back to a snapshot; the present state is lost. */
    SNAPSHOT_REVERT(VerbClass.ONCE, true, "revert"),
    /** Drops a snapshot; the guest is unchanged. */
    SNAPSHOT_DELETE(VerbClass.GOAL, true, "delete snapshot"),
    /** Makes a guest from a guest. */
    CLONE(VerbClass.KEYED, true, "clone"),
    /** Makes a template from a guest. */
    TEMPLATE_MAKE(VerbClass.KEYED, true, "make template"),
    /** Moves a running guest to another host. */
    MIGRATE_LIVE(VerbClass.ONCE, true, "migrate live"),
    /** Moves a guest that is OFF to another host. */
    MIGRATE_COLD(VerbClass.ONCE, true, "migrate cold"),
    /** Makes a guest from a template. */
    TEMPLATE_DEPLOY(VerbClass.KEYED, false, "deploy template"),
    /** Removes a template. */
    TEMPLATE_DELETE(VerbClass.GOAL, false, "delete template"),
    /** Makes an empty volume. */
    VOLUME_CREATE(VerbClass.KEYED, false, "create volume"),
    /** Makes a volume from a stream. */
    VOLUME_IMPORT(VerbClass.KEYED, false, "import volume"),
    /** Makes a volume from a volume. */
    VOLUME_CLONE(VerbClass.KEYED, false, "clone volume"),
    /** Makes a volume larger. */
    VOLUME_GROW(VerbClass.GOAL, false, "grow volume"),
    /** Removes a volume and what is in it. */
    VOLUME_DELETE(VerbClass.GOAL, false, "delete volume"),
    /** Takes a host out of service, or puts it back. */
    HOST_MAINTENANCE(VerbClass.GOAL, false, "host maintenance");

    private final VerbClass verbClass;
    private final boolean onGuest;
    private final String words;

    Verb(VerbClass verbClass, boolean onGuest, String words) {
        this.verbClass = verbClass;
        this.onGuest = onGuest;
        this.words = words;
    }

    /** What it promises when a reply is lost. */
    public VerbClass verbClass() {
        return verbClass;
    }

    /** Whether it acts on one existing guest, so that the transition table has a row for it. */
    public boolean actsOnGuest() {
        return onGuest;
    }

    /** Whether it changes anything. */
    public boolean mutates() {
        return verbClass != VerbClass.READ;
    }

    /** The verb in plain words, as messages and audit records use it. */
    public String words() {
        return words;
    }
}
