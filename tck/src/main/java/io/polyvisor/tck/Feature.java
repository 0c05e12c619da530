package io.polyvisor.tck;

/** What a rule needs of its surroundings, beside the endpoint. A rule whose surroundings lack it is NOT_RUN, with the reason. */
public enum Feature {
    /** A storage in which volumes may be made. */
    STORAGE("a storage for volumes"),
    /** A volume that can serve as a disk's image. */
    IMAGE("an image"),
    /** A volume that can be put into a drive. */
    MEDIUM("a medium"),
    /** A network that NICs can join. */
    NETWORK("a network"),
    /** A guest that boots to a login on its serial console. */
    READY_GUEST("a guest with an operating system"),
    /** A guest that does not listen to shutdown requests: one that only reaches its firmware. */
    DEAF_GUEST("a guest that ignores shutdown requests"),
    /** A second client that makes guests without our mark. */
    FOREIGN_CLIENT("a second client"),
    /** A host to which guests can move. */
    SECOND_HOST("a second host"),
    /** The hypervisor's management process can be killed, stopped and continued. */
    DAEMON_FAULTS("a daemon that may be killed"),
    /** Credentials that the endpoint refuses. */
    WRONG_ACCESS("credentials that are refused"),
    /** An address of the same kind where nobody answers. */
    DEAD_ADDRESS("an address where nobody answers");

    private final String words;

    Feature(String words) {
        this.words = words;
    }

    /** The feature in plain words. */
    public String words() {
        return words;
    }
}
