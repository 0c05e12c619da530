package io.polyvisor.placement.wrong;

import io.polyvisor.Endpoint;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsHandles(Endpoint known) {}
