package io.polyvisor.memory.wrong;

import io.polyvisor.internal.CorePolyvisor;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsTheCore(CorePolyvisor known) {}
