package io.polyvisor.placement;

/** What can keep a guest from a host. */
public enum Constraint {
    /** The host has not enough memory left. */
    MEMORY,
    /** The host may not promise that many virtual processors. */
    VCPUS,
    /** The host does not carry a VLAN that the guest joins, or nobody knows that it does. */
    VLAN,
    /** The guest runs on, or is moved live from, a processor of another vendor. */
    CPU_VENDOR,
    /** The host does not reach a storage that holds or shall hold a disk. */
    STORAGE,
    /** The endpoint does not have the image that the guest is made from. */
    IMAGE,
    /** A guest that must be kept apart is there. */
    APART,
    /** The guests that belong together are elsewhere. */
    TOGETHER,
    /** The guest's owner wants it elsewhere. */
    PIN,
    /** The policy wants it on another class of endpoint. */
    CLASS,
    /** The policy wants it in another physical site. */
    LOCATION,
    /** The policy wants it on another endpoint. */
    ENDPOINT,
    /** The guest is in another pool: it would have to be rebuilt. */
    POOL,
    /** The host takes no guests now. */
    HOST_STATE,
    /** What is free there is kept in reserve. */
    RESERVE,
    /** The pool could no longer lose as many hosts as it must be able to. */
    FAILOVER,
    /** All guests together would cost more than the budget. */
    BUDGET,
    /** The guest cannot be moved at all. */
    FIXED
}
