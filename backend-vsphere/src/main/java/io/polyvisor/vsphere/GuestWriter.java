package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineFileInfo;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.CreateOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guest to make as vSphere's configuration: disks, NICs, drive, mark and seed in one request. */
final class GuestWriter {
    private static final long MEMORY_STEP = Memory.mib(4).bytes();
    /** Nothing is known of what will run in it. */
    private static final String ANY_SYSTEM = "otherGuest64";

    private GuestWriter() {}

    /**
     * What a guest is made of, looked up.
     *
     * @param order what to make
     * @param home where its own files lie; a datastore's root lets the server choose
     * @param disks what its disks hold, in order
     * @param networks its NICs' networks, in order
     * @param medium what is in its drive
     */
    record Parts(
            CreateOrder order,
            DatastorePath home,
            List<DiskWriter.Content> disks,
            List<NetworkPlace> networks,
            Optional<DatastorePath> medium) {}

    /** What vSphere cannot make of a spec. */
    static List<SpecProblem> problems(GuestSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        if (spec.kind() != GuestKind.VIRTUAL_MACHINE) {
            problems.add(new SpecProblem("kind", "vSphere runs virtual machines; containers need another backend"));
        }
        memoryProblem("memory", spec.memory()).ifPresent(problems::add);
        memoryProblem("maxMemory", spec.maxMemory()).ifPresent(problems::add);
        for (int i = 0; i < spec.disks().size(); i++) {
            problems.addAll(diskProblems("disks[" + i + "]", spec.disks().get(i)));
        }
        spec.bootOrder().stream()
                .filter(device -> lacks(spec, device))
                .forEach(device -> problems.add(
                        new SpecProblem("bootOrder", "names " + device + ", of which the guest has nothing")));
        return problems;
    }

    private static boolean lacks(GuestSpec spec, BootDevice device) {
        return switch (device) {
            case DISK -> spec.disks().isEmpty();
            case NETWORK -> spec.nics().isEmpty();
            case CDROM -> !spec.emptyDrive() && spec.media().isEmpty();
        };
    }

    static Optional<SpecProblem> memoryProblem(String path, Memory amount) {
        return amount.bytes() % MEMORY_STEP == 0
                ? Optional.empty()
                : Optional.of(new SpecProblem(path, amount + " is not a multiple of 4 MiB, which vSphere wants"));
    }

    /** What vSphere cannot make of a disk. */
    static List<SpecProblem> diskProblems(String path, DiskSpec disk) {
        List<SpecProblem> problems = new ArrayList<>();
        if (disk instanceof DiskSpec.NewDisk fresh) {
            DiskWriter.problemOf(path + ".size", fresh.size()).ifPresent(problems::add);
        } else if (disk instanceof DiskSpec.FromImage image) {
            image.size()
                    .flatMap(size -> DiskWriter.problemOf(path + ".size", size))
                    .ifPresent(problems::add);
            fileProblem(path + ".image", image.image().key()).ifPresent(problems::add);
        } else if (disk instanceof DiskSpec.Existing existing) {
            fileProblem(path + ".volume", existing.volume().key()).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<SpecProblem> fileProblem(String path, String key) {
        return key.endsWith(DiskWriter.SUFFIX)
                ? Optional.empty()
                : Optional.of(new SpecProblem(path, "\"" + key + "\" is no virtual disk; those end in .vmdk"));
    }

    /** The configuration that makes the guest. */
    static VirtualMachineConfigSpec write(Parts parts) {
        CreateOrder order = parts.order();
        GuestSpec spec = order.spec();
        VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
        config.setName(VsphereNames.encode(spec.name().value()));
        config.setGuestId(ANY_SYSTEM);
        config.setAnnotation(spec.description());
        config.setInstanceUuid(order.key().toString());
        config.setExtraConfig(options(order).toArray(new OptionValue[0]));
        config.setNumCPUs(spec.vcpus());
        config.setCpuHotAddEnabled(spec.maxVcpus() > spec.vcpus());
        config.setMemoryMB(spec.memory().toMib());
        config.setMemoryHotAddEnabled(spec.maxMemory().isMoreThan(spec.memory()));
        VirtualMachineFileInfo files = new VirtualMachineFileInfo();
        files.setVmPathName(DiskWriter.fileName(parts.home()));
        config.setFiles(files);
        List<VirtualDeviceConfigSpec> devices = devices(parts);
        config.setDeviceChange(devices.toArray(new VirtualDeviceConfigSpec[0]));
        if (!spec.bootOrder().isEmpty()) {
            List<VirtualDevice> made =
                    devices.stream().map(VirtualDeviceConfigSpec::getDevice).toList();
            config.setBootOptions(BootOrderWriter.options(spec.bootOrder(), made));
        }
        return config;
    }

    private static List<OptionValue> options(CreateOrder order) {
        GuestSpec spec = order.spec();
        List<OptionValue> options = new ArrayList<>(MarkOptions.of(order.mark()));
        options.addAll(GrowthLimits.of(spec.maxVcpus(), spec.maxMemory()));
        spec.seed().ifPresent(seed -> options.addAll(GuestInfoSeed.options(order.key(), seed)));
        return options;
    }

    private static List<VirtualDeviceConfigSpec> devices(Parts parts) {
        GuestSpec spec = parts.order().spec();
        ScsiPlaces places = new ScsiPlaces(List.of());
        List<VirtualDeviceConfigSpec> disks = parts.disks().stream()
                .map(content -> DiskWriter.add(content, places.next()))
                .toList();
        List<VirtualDeviceConfigSpec> devices = new ArrayList<>(places.addedControllers());
        devices.addAll(disks);
        for (int i = 0; i < parts.networks().size(); i++) {
            devices.add(NicWriter.add(
                    NicWriter.FIRST_KEY + i,
                    parts.networks().get(i),
                    spec.nics().get(i).mac()));
        }
        if (spec.emptyDrive() || spec.media().isPresent()) {
            devices.add(DriveWriter.add(parts.medium()));
        }
        return devices;
    }
}
