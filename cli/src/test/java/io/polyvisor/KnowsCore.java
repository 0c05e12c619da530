package io.polyvisor;

import io.polyvisor.internal.CorePolyvisor;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsCore(CorePolyvisor known) {}
