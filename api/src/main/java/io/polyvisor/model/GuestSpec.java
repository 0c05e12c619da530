package io.polyvisor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a guest shall be. A value: nothing is checked against an endpoint before {@code create} or its check, which then name every
 * fault by its path at once.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name, unique on the endpoint
 * @param kind virtual machine or container
 * @param vcpus virtual processors
 * @param maxVcpus to how many it may grow while running; at least {@code vcpus}
 * @param memory memory
 * @param maxMemory to how much it may grow while running; at least {@code memory}
 * @param disks its disks, in order
 * @param nics its NICs, in order
 * @param bootOrder what firmware tries, in order; empty for the backend's default. Name what the guest has a device of: a hypervisor
 *     that lists single devices refuses the rest as INVALID_SPEC
 * @param media a medium in its drive
 * @param emptyDrive whether it has a drive even without a medium
 * @param seed what it is told at its first boot
 * @param host on which host, where an endpoint has several; empty lets the backend choose
 * @param autostart whether it starts with its host
 * @param protection what should happen when its host is lost
 * @param tags names and values that users put on it
 * @param description free text
 */
public record GuestSpec(
        GuestName name,
        GuestKind kind,
        int vcpus,
        int maxVcpus,
        Memory memory,
        Memory maxMemory,
        List<DiskSpec> disks,
        List<NicSpec> nics,
        List<BootDevice> bootOrder,
        Optional<VolumeId> media,
        boolean emptyDrive,
        Optional<SeedSpec> seed,
        Optional<HostId> host,
        boolean autostart,
        Protection protection,
        Map<String, String> tags,
        String description) {

    /** Copies what could change. */
    public GuestSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(maxMemory, "max memory");
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        bootOrder = List.copyOf(bootOrder);
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(protection, "protection");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(description, "description");
    }

    /** Begins a spec with one processor and 512 MiB. */
    public static Builder named(String name) {
        return new Builder(GuestName.of(name));
    }

    /** Begins a spec with one processor and 512 MiB. */
    public static Builder named(GuestName name) {
        return new Builder(name);
    }

    /** The same on that host. */
    public GuestSpec on(HostId where) {
        return new GuestSpec(
                name,
                kind,
                vcpus,
                maxVcpus,
                memory,
                maxMemory,
                disks,
                nics,
                bootOrder,
                media,
                emptyDrive,
                seed,
                Optional.of(where),
                autostart,
                protection,
                tags,
                description);
    }

    /** Collects a spec. Not thread-safe. */
    public static final class Builder {
        private final GuestName name;
        private final List<DiskSpec> disks = new ArrayList<>();
        private final List<NicSpec> nics = new ArrayList<>();
        private final Map<String, String> tags = new HashMap<>();
        private GuestKind kind = GuestKind.VIRTUAL_MACHINE;
        private int vcpus = 1;
        private Optional<Integer> maxVcpus = Optional.empty();
        private Memory memory = Memory.mib(512);
        private Optional<Memory> maxMemory = Optional.empty();
        private List<BootDevice> bootOrder = List.of();
        private Optional<VolumeId> media = Optional.empty();
        private boolean emptyDrive;
        private Optional<SeedSpec> seed = Optional.empty();
        private Optional<HostId> host = Optional.empty();
        private boolean autostart;
        private Protection protection = Protection.DO_NOT_RESTART;
        private String description = "";

        private Builder(GuestName name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** A container instead of a virtual machine. */
        public Builder container() {
            kind = GuestKind.CONTAINER;
            return this;
        }

        /** Virtual processors. */
        public Builder vcpus(int count) {
            vcpus = count;
            return this;
        }

        /** To how many processors it may grow while running. */
        public Builder maxVcpus(int count) {
            maxVcpus = Optional.of(count);
            return this;
        }

        /** Memory. */
        public Builder memory(Memory amount) {
            memory = amount;
            return this;
        }

        /** To how much memory it may grow while running. */
        public Builder maxMemory(Memory amount) {
            maxMemory = Optional.of(amount);
            return this;
        }

        /** One more disk. */
        public Builder disk(DiskSpec disk) {
            disks.add(disk);
            return this;
        }

        /** One more NIC. */
        public Builder nic(NicSpec nic) {
            nics.add(nic);
            return this;
        }

        /** What firmware tries, in order. */
        public Builder boot(BootDevice... order) {
            bootOrder = List.of(order);
            return this;
        }

        /** A drive with that medium in it. */
        public Builder media(VolumeId medium) {
            media = Optional.of(medium);
            emptyDrive = true;
            return this;
        }

        /** A drive, empty for now. */
        public Builder emptyDrive() {
            emptyDrive = true;
            return this;
        }

        /** What it is told at its first boot. */
        public Builder seed(SeedSpec told) {
            seed = Optional.of(told);
            return this;
        }

        /** On that host. */
        public Builder host(HostId where) {
            host = Optional.of(where);
            return this;
        }

        /** Whether it starts with its host. */
        public Builder autostart(boolean withHost) {
            autostart = withHost;
            return this;
        }

        /** What should happen when its host is lost. */
        public Builder protection(Protection meant) {
            protection = meant;
            return this;
        }

        /** One more tag. */
        public Builder tag(String tagName, String value) {
            tags.put(tagName, value);
            return this;
        }

        /** Free text. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** The spec. */
        public GuestSpec build() {
            return new GuestSpec(
                    name,
                    kind,
                    vcpus,
                    maxVcpus.orElse(vcpus),
                    memory,
                    maxMemory.orElse(memory),
                    disks,
                    nics,
                    bootOrder,
                    media,
                    emptyDrive,
                    seed,
                    host,
                    autostart,
                    protection,
                    tags,
                    description);
        }
    }
}
