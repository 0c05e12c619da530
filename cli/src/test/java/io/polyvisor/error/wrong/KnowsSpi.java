package io.polyvisor.error.wrong;

import io.polyvisor.spi.NameRules;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsSpi(NameRules known) {}
