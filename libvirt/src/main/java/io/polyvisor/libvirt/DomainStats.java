package io.polyvisor.libvirt;

/**
 * One domain's row of a bulk read.
 *
 * @param domain whose
 * @param values by libvirt's names, such as {@code state.state}, {@code balloon.current} (KiB), {@code vcpu.current}
 */
public record DomainStats(DomainIdentity domain, TypedParameters values) {}
