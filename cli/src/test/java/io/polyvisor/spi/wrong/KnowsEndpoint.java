package io.polyvisor.spi.wrong;

import io.polyvisor.Endpoint;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsEndpoint(Endpoint known) {}
