package io.polyvisor.tck.wrong;

import io.polyvisor.cli.Main;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsCommandLine(Main known) {}
