package io.polyvisor.tck.wrong;

import java.util.logging.Logger;

/** Breaks a rule of the house, to show that the rule can fail. */
record LogsElsewhere(Logger known) {}
