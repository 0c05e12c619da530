package io.polyvisor.vsphere.wrong;

import org.apache.log4j.Logger;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsLog4j(Logger known) {}
