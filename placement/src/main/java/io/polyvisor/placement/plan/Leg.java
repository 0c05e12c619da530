package io.polyvisor.placement.plan;

/** One thing that happens to a guest on its way; where it stays on its host, both ends are the same. */
record Leg(Kind kind, HostLoad from, HostLoad to) {

    enum Kind {
        CREATE,
        START,
        STOP,
        LIVE,
        COLD,
        RECOVER,
        AUTOSTART_OFF,
        PROTECT;

        boolean moves() {
            return this == LIVE || this == COLD;
        }

        boolean makesOrBoots() {
            return this == CREATE || this == START || this == RECOVER;
        }
    }
}
