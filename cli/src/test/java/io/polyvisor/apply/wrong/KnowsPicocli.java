package io.polyvisor.apply.wrong;

import picocli.CommandLine;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsPicocli(CommandLine known) {}
