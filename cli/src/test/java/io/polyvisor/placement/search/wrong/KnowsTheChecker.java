package io.polyvisor.placement.search.wrong;

import io.polyvisor.placement.check.Violation;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsTheChecker(Violation known) {}
