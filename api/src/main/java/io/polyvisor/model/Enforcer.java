package io.polyvisor.model;

/** Who sees to a guest's {@link Protection}. */
public enum Enforcer {
    /** The hypervisor: high availability and admission control are on and the guest is agile. */
    BACKEND,
    /** Somebody runs failover. */
    OPERATOR,
    /** Nobody. */
    NOBODY
}
