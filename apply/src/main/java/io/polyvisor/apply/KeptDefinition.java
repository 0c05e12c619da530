package io.polyvisor.apply;

import io.polyvisor.model.NativeDefinition;
import java.time.Instant;

/**
 * A guest in its hypervisor's own words, as it was read last.
 *
 * @param text the definition
 * @param at when it was read
 */
record KeptDefinition(NativeDefinition text, Instant at) {}
