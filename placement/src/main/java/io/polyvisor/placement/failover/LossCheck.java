package io.polyvisor.placement.failover;

import java.util.Set;

/** Decides whether a pool survives losses. */
interface LossCheck {
    /** Whether it survives that many: placed, impossible, or unknown within the effort. */
    Packer.Outcome survives(int failures);

    /** The hosts whose loss it does not survive, in the order in which they are lost, after the answer was impossible. */
    int[] counterExample();

    /** Guests that find no place then, by name; empty where they are to be looked for. */
    Set<String> stranded();
}
