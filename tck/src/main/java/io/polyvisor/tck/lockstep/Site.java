package io.polyvisor.tck.lockstep;

import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a walk finds where it walks, and what its guests are like. The two sides' sites differ in ids only.
 *
 * <p>Immutable and thread-safe.
 *
 * @param storage where disks and volumes are made
 * @param volumeKeys the key of a volume of a name, as the backend spells keys; it begins with the name
 * @param network what NICs join
 * @param medium a medium for drives; empty where there is none
 * @param rootDisk every guest's first disk, of at most 4 MiB; what is on it gives the guest its habits
 * @param memory a guest's memory
 * @param maxMemory to what it can grow
 * @param maxVcpus to how many processors it can grow
 * @param habits what guests do not do
 * @param patience how long a shutdown request may take, and a detach that the guest does not follow
 * @param deadline for every other operation
 * @param settle how long, in real time, the sides may take until they agree after a step; for events never less than 3 s
 */
public record Site(
        StorageId storage,
        UnaryOperator<String> volumeKeys,
        NetworkId network,
        Optional<VolumeId> medium,
        DiskSpec rootDisk,
        Memory memory,
        Memory maxMemory,
        int maxVcpus,
        Set<GuestHabit> habits,
        Duration patience,
        Duration deadline,
        Duration settle) {

    /** Copies the habits. */
    public Site {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(volumeKeys, "volume keys");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(medium, "medium");
        Objects.requireNonNull(rootDisk, "root disk");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(maxMemory, "max memory");
        habits = Set.copyOf(habits);
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(settle, "settle");
    }

    /**
     * A site of firmware-only guests: 64 MiB that can grow to 128, one processor that can become three, 1 s for requests, 60 s for
     * operations, 3 s to settle.
     */
    public static Site ofFirmwareGuests(StorageId storage, NetworkId network, DiskSpec rootDisk) {
        return new Site(
                storage,
                name -> name,
                network,
                Optional.empty(),
                rootDisk,
                Memory.mib(64),
                Memory.mib(128),
                3,
                Set.of(GuestHabit.values()),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }

    /** The same with guests that give memory back and take it: they have a balloon, or are modelled so. */
    public Site withBalloons() {
        return withMemory(maxMemory, EnumSet.of(GuestHabit.IGNORES_REQUESTS, GuestHabit.KEEPS_DEVICES));
    }

    /** The same with guests that have all the memory they may grow to: without a balloon in them, hypervisors give it at the start. */
    public Site withoutSpareMemory() {
        return withMemory(memory, EnumSet.allOf(GuestHabit.class));
    }

    private Site withMemory(Memory most, Set<GuestHabit> all) {
        return new Site(
                storage,
                volumeKeys,
                network,
                medium,
                rootDisk,
                memory,
                most,
                maxVcpus,
                all,
                patience,
                deadline,
                settle);
    }

    /** The same with keys of volumes that are spelled so. */
    public Site withVolumeKeys(UnaryOperator<String> spelled) {
        return new Site(
                storage, spelled, network, medium, rootDisk, memory, maxMemory, maxVcpus, habits, patience, deadline,
                settle);
    }

    /** The same with that medium. */
    public Site withMedium(VolumeId image) {
        return new Site(
                storage,
                volumeKeys,
                network,
                Optional.of(image),
                rootDisk,
                memory,
                maxMemory,
                maxVcpus,
                habits,
                patience,
                deadline,
                settle);
    }

    /** The same with these times. */
    public Site withTimes(Duration forRequests, Duration forOperations, Duration toSettle) {
        return new Site(
                storage,
                volumeKeys,
                network,
                medium,
                rootDisk,
                memory,
                maxMemory,
                maxVcpus,
                habits,
                forRequests,
                forOperations,
                toSettle);
    }

    boolean guests(GuestHabit habit) {
        return habits.contains(habit);
    }
}
