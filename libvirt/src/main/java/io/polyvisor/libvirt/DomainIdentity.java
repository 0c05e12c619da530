package io.polyvisor.libvirt;

import java.util.OptionalInt;

/**
 * What libvirt's own handle knows of a domain, without asking the daemon.
 *
 * @param uuid 36 lower-case characters
 * @param name as it was when the handle was made
 * @param id the number of the running instance; empty when it was not active
 */
public record DomainIdentity(String uuid, String name, OptionalInt id) {}
