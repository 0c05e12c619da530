package io.polyvisor.placement.site;

/** How it is known that a host carries a VLAN. */
public enum VlanEvidence {
    /** The hypervisor says so. */
    OBSERVED,
    /** The site file says so: the hypervisor cannot tell. */
    ATTESTED
}
