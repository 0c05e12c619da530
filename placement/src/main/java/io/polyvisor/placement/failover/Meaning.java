package io.polyvisor.placement.failover;

/** What it means to survive the loss of K hosts. */
public enum Meaning {
    /** Any K hosts at once: there is a place for every guest of them. */
    AT_ONCE,
    /** Any K hosts, one after the other; a guest that was restarted stays where it was put unless that host is lost, too. */
    IN_SEQUENCE
}
