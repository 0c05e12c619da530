package io.polyvisor.tck.lockstep;

/** A step that acts on one guest. */
sealed interface OnGuest extends Step permits GuestVerb, OpenConsole, Elsewhere {

    /** The guest's alias. */
    String guest();
}
