package io.polyvisor.tck.wrong;

import io.polyvisor.testbed.LibvirtHost;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsTestbed(LibvirtHost known) {}
