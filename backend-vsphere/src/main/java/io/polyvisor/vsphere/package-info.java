/**
 * vCenter and ESXi over the vSphere API. The provider is the only public type; a driver and one class per facet translate between
 * the contract and the API's calls, and decide nothing. Of yavijava only the types and stubs are used: the transport is ours.
 */
@NullMarked
package io.polyvisor.vsphere;

import org.jspecify.annotations.NullMarked;
