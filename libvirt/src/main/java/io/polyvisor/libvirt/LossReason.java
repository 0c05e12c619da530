package io.polyvisor.libvirt;

/** Why a connection ended without being closed by us ({@code virConnectCloseReason}). */
public enum LossReason {
    /** An I/O error. */
    ERROR,
    /** The other side ended it. */
    END_OF_FILE,
    /** Pings were not answered. */
    KEEPALIVE,
    /** This process asked for it. */
    CLIENT,
    /** A number newer than this module. */
    UNKNOWN;

    static LossReason of(int number) {
        return switch (number) {
            case 0 -> ERROR;
            case 1 -> END_OF_FILE;
            case 2 -> KEEPALIVE;
            case 3 -> CLIENT;
            default -> UNKNOWN;
        };
    }
}
