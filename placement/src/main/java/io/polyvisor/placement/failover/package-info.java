/** How many hosts a pool can lose, with proof or counter-example, and XAPI's own figure beside it. */
@NullMarked
package io.polyvisor.placement.failover;

import org.jspecify.annotations.NullMarked;
