package io.polyvisor.testbed.wrong;

import com.vmware.vim25.ManagedObjectReference;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsVendor(ManagedObjectReference known) {}
