package io.polyvisor.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an observation says of a guest beyond its summary.
 *
 * <p>Immutable and thread-safe.
 *
 * @param mark what Polyvisor wrote on it; empty when it is not ours
 * @param description free text
 * @param maxVcpus to how many processors it can grow while running
 * @param maxMemory to how much memory it can grow while running
 * @param disks its disk slots, in the backend's order
 * @param nics its NICs, in the backend's order
 * @param bootOrder what firmware tries at a start, in order
 * @param agent whether an agent answers
 * @param addresses its addresses; empty when unknown
 * @param currentOperations what is being done to it now
 * @param blockedBy what keeps it from going on: a pending question, a lock
 * @param pending fields that will be otherwise from the next start on; a hypervisor with one configuration per guest has none
 */
public record GuestDetails(
        Optional<Mark> mark,
        String description,
        int maxVcpus,
        Memory maxMemory,
        List<DiskView> disks,
        List<NicView> nics,
        List<BootDevice> bootOrder,
        AgentState agent,
        Optional<List<Address>> addresses,
        Set<CurrentOperation> currentOperations,
        Optional<String> blockedBy,
        Set<GuestField> pending) {

    /** Copies what could change. */
    public GuestDetails {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(maxMemory, "max memory");
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        bootOrder = List.copyOf(bootOrder);
        Objects.requireNonNull(agent, "agent");
        addresses = addresses.map(List::copyOf);
        currentOperations = Set.copyOf(currentOperations);
        Objects.requireNonNull(blockedBy, "blocked by");
        pending = Set.copyOf(pending);
    }

    /** The slot of that id. */
    public Optional<DiskView> disk(DiskId id) {
        return disks.stream().filter(disk -> disk.id().equals(id)).findFirst();
    }

    /** The NIC of that id. */
    public Optional<NicView> nic(NicId id) {
        return nics.stream().filter(nic -> nic.id().equals(id)).findFirst();
    }
}
