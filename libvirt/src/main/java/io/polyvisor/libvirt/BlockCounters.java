package io.polyvisor.libvirt;

/**
 * {@code virDomainBlockStats} since the start of the instance; -1 where the hypervisor does not count.
 *
 * @param readRequests number
 * @param readBytes bytes
 * @param writeRequests number
 * @param writtenBytes bytes
 */
public record BlockCounters(long readRequests, long readBytes, long writeRequests, long writtenBytes) {}
