package io.polyvisor.libvirt;

/**
 * {@code virDomainGetBlockInfo}, all in bytes.
 *
 * @param capacity what the guest sees
 * @param allocation what its data take of the host
 * @param physical the size of the file or device
 */
public record BlockInfo(long capacity, long allocation, long physical) {}
