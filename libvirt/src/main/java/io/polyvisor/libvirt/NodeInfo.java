package io.polyvisor.libvirt;

/**
 * {@code virNodeGetInfo}.
 *
 * @param model the CPU's architecture, such as {@code x86_64}
 * @param memoryKib the host's memory in KiB
 * @param cpus active CPUs
 * @param mhz their speed; 0 where it is not known
 * @param cells NUMA cells
 * @param sockets per cell
 * @param cores per socket
 * @param threads per core
 */
public record NodeInfo(
        String model, long memoryKib, int cpus, int mhz, int cells, int sockets, int cores, int threads) {}
