package io.polyvisor.memory;

/** What a volume boots, seen from outside the guest. */
enum Software {
    /** Nothing is installed: the firmware's built-in shell comes up, so that a blank guest is a usable one. */
    NONE,
    /** A small system with a shell on the serial line and an agent. */
    SYSTEM,
    /** Something that never gets beyond its firmware: it hears no request and lets go of no device. */
    DEAF;

    /** Images announce themselves by their first bytes, so that an import can bring a deaf one. */
    static Software announcedBy(String beginning) {
        return beginning.startsWith("deaf") ? DEAF : SYSTEM;
    }
}
