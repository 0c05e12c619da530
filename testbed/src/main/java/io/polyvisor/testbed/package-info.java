/**
 * What Polyvisor's tests run against: private libvirt hosts on this machine, a Linux guest that boots on
 * them in seconds, and witnesses that look at both without passing through Polyvisor.
 *
 * <p>Begin with {@link io.polyvisor.testbed.LibvirtHost}. Everything here blocks, and everything that
 * blocks has an end; what goes wrong in the testbed itself is a {@link io.polyvisor.testbed.TestbedFailure},
 * never a verdict about the product.
 */
@NullMarked
package io.polyvisor.testbed;

import org.jspecify.annotations.NullMarked;
