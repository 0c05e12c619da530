package io.polyvisor.placement.oracle;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** A small site and what is asked about it. */
record Problem(long seed, Site site, Policy policy, Question question) {}
