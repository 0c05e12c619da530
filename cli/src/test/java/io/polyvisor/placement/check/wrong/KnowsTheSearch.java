package io.polyvisor.placement.check.wrong;

import io.polyvisor.placement.search.Grid;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsTheSearch(Grid known) {}
