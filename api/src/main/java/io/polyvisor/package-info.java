/** Handles and entry points: {@link io.polyvisor.Polyvisor}, endpoints, guests, operations and the fleet. */
@NullMarked
package io.polyvisor;

import org.jspecify.annotations.NullMarked;
