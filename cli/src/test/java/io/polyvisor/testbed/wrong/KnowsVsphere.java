package io.polyvisor.testbed.wrong;

import io.polyvisor.vsphere.VsphereProvider;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsVsphere(VsphereProvider known) {}
