/**
 * The technology compatibility kit: the contract's rules as data, what they run against, and what their outcomes add up to.
 *
 * <p>Begin with {@link io.polyvisor.tck.TckEnvironment}, which a backend's author implements, then
 * {@link io.polyvisor.tck.TckJUnit} or {@link io.polyvisor.tck.TckRunner}.
 */
@NullMarked
package io.polyvisor.tck;

import org.jspecify.annotations.NullMarked;
