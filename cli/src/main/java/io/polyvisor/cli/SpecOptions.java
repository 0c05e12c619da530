package io.polyvisor.cli;

import io.polyvisor.cli.config.DeviceText;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VolumeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A guest's spec as options. */
final class SpecOptions {

    @Option(names = "--vcpus", paramLabel = "COUNT", description = "Virtual processors (default 1).")
    private Optional<Integer> vcpus = Optional.empty();

    @Option(names = "--max-vcpus", paramLabel = "COUNT", description = "To how many they may grow while it runs.")
    private Optional<Integer> maxVcpus = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory, such as 2GiB (default 512MiB).")
    private Optional<Memory> memory = Optional.empty();

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "To how much it may grow while it runs.")
    private Optional<Memory> maxMemory = Optional.empty();

    @Option(
            names = "--disk",
            paramLabel = "DISK",
            converter = Disks.class,
            description = "Repeatable: SIZE[,in=STORAGE][,thick], "
                    + "image=STORAGE/VOLUME[,linked][,size=SIZE][,in=STORAGE] or volume=STORAGE/VOLUME[,read-only].")
    private List<DiskSpec> disks = List.of();

    @Option(
            names = "--nic",
            paramLabel = "NIC",
            converter = Nics.class,
            description = "Repeatable: NETWORK[,mac=ADDRESS].")
    private List<NicSpec> nics = List.of();

    @Option(names = "--boot", paramLabel = "DEVICE", split = ",", description = "Boot order: disk, cdrom, network.")
    private List<BootDevice> boot = List.of();

    @Option(names = "--media", paramLabel = "STORAGE/VOLUME", description = "A drive with that medium in it.")
    private Optional<VolumeId> media = Optional.empty();

    @Option(names = "--drive", description = "A drive, empty for now.")
    private boolean drive;

    @Option(names = "--host", paramLabel = "HOST", description = "On that host, where the endpoint has several.")
    private Optional<HostId> host = Optional.empty();

    @Option(names = "--container", description = "A container instead of a virtual machine.")
    private boolean container;

    @Option(names = "--autostart", description = "Starts with its host.")
    private boolean autostart;

    @Option(
            names = "--protection",
            paramLabel = "LEVEL",
            description = "What should happen when its host is lost: protected, restart-if-possible or do-not-restart.")
    private Optional<Protection> protection = Optional.empty();

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "Repeatable: a tag.")
    private Map<String, String> tags = Map.of();

    @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
    private Optional<String> description = Optional.empty();

    private final SeedOptions noSeed = new SeedOptions();

    @picocli.CommandLine.ArgGroup(exclusive = false)
    private SeedOptions seed = noSeed;

    GuestSpec spec(GuestName name, Path directory) {
        GuestSpec.Builder spec = GuestSpec.named(name).autostart(autostart);
        vcpus.ifPresent(spec::vcpus);
        maxVcpus.ifPresent(spec::maxVcpus);
        memory.ifPresent(spec::memory);
        maxMemory.ifPresent(spec::maxMemory);
        disks.forEach(spec::disk);
        nics.forEach(spec::nic);
        spec.boot(boot.toArray(BootDevice[]::new));
        media.ifPresent(spec::media);
        host.ifPresent(spec::host);
        protection.ifPresent(spec::protection);
        tags.forEach(spec::tag);
        description.ifPresent(spec::description);
        seed.spec(directory).ifPresent(spec::seed);
        if (container) {
            spec.container();
        }
        return (drive ? spec.emptyDrive() : spec).build();
    }

    /** Reads a disk. */
    static final class Disks implements ITypeConverter<DiskSpec> {
        @Override
        public DiskSpec convert(String text) {
            try {
                return DeviceText.disk(text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Reads a NIC. */
    static final class Nics implements ITypeConverter<NicSpec> {
        @Override
        public NicSpec convert(String text) {
            try {
                return DeviceText.nic(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
