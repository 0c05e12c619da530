/**
 * What Polyvisor's tests run against: private libvirt hosts on this machine, a Linux guest that boots on
 * them in seconds, simulated vCenters and ESXi hosts, and witnesses that look at all of them without passing through
 * Polyvisor.
 *
 * <p>Begin with {@link io.polyvisor.testbed.LibvirtHost} or {@link io.polyvisor.testbed.Vcsim}. Everything here blocks, and everything that
 * blocks has an end; what goes wrong in the testbed itself is a {@link io.polyvisor.testbed.TestbedFailure},
 * never a verdict about the product.
 */
@NullMarked
package io.polyvisor.testbed;

import org.jspecify.annotations.NullMarked;
