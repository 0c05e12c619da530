package io.polyvisor.kvm.wrong;

import com.sun.jna.Pointer;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsLibrary(Pointer known) {}
