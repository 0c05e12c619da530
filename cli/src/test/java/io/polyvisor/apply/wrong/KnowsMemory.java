package io.polyvisor.apply.wrong;

import io.polyvisor.memory.MemoryProvider;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsMemory(MemoryProvider known) {}
