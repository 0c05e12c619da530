/**
 * QEMU/KVM through libvirt. The provider is the only public type; a driver and one class per facet translate between the contract
 * and libvirt's calls and XML, and decide nothing.
 */
@NullMarked
package io.polyvisor.kvm;

import org.jspecify.annotations.NullMarked;
