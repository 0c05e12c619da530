/**
 * The libvirt transport that the KVM and Xen backends share: connections, calls, faults, handles, events, streams and
 * XML, in libvirt's own words and numbers. It knows no verb and no state of Polyvisor; a backend's {@code ...Calls}
 * stands on it and translates.
 *
 * <p>Three rules hold for every type here. A native object is freed exactly once, whatever threads do, because every
 * call passes one door per connection ({@link io.polyvisor.libvirt.LibvirtConnection}) that closing shuts. An error is
 * read on the thread of the failed call, right after it, and is always thrown: a call that fails without saying why is
 * a fault too. Nothing of the process is changed but what {@link io.polyvisor.libvirt.ProcessTouches} names.
 */
@NullMarked
package io.polyvisor.libvirt;

import org.jspecify.annotations.NullMarked;
