package io.polyvisor.placement.search;

import io.polyvisor.placement.Constraint;

/**
 * What keeps a guest from a host.
 *
 * @param constraint its sort
 * @param words the same with names and figures; the host is their subject, unsaid: {@code is off}
 * @param remedy what would take it away, in words; empty when nothing that can be named would
 */
record Objection(Constraint constraint, String words, String remedy) {}
