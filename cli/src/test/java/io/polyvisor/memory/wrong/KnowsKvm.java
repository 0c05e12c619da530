package io.polyvisor.memory.wrong;

import io.polyvisor.kvm.KvmProvider;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsKvm(KvmProvider known) {}
