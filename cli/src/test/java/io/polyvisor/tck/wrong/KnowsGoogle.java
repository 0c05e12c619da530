package io.polyvisor.tck.wrong;

import com.google.wrong.Vendor;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsGoogle(Vendor known) {}
