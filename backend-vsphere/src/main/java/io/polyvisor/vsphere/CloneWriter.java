package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardMacType;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateDiskMoveOptions;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.model.SeedSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A clone as one request: it overwrites what a clone must not have of its source, the key and mark before all. Pure. */
final class CloneWriter {
    private CloneWriter() {}

    /**
     * What to make.
     *
     * @param key the clone's key
     * @param mark the clone's mark
     * @param seed what it is told at its first boot
     * @param nics the source's NICs, which get other addresses
     */
    record Identity(CreationKey key, Mark mark, Optional<SeedSpec> seed, List<VirtualEthernetCard> nics) {}

    /**
     * Where it goes; what is empty is where the source's is.
     *
     * @param pool the resource pool; a template has none of its own
     * @param host the host
     * @param datastore for all of its files
     */
    record Target(
            Optional<ManagedObjectReference> pool,
            Optional<ManagedObjectReference> host,
            Optional<ManagedObjectReference> datastore) {
        static final Target BESIDE_SOURCE = new Target(Optional.empty(), Optional.empty(), Optional.empty());

        Target on(ManagedObjectReference storage) {
            return new Target(pool, host, Optional.of(storage));
        }
    }

    /** A clone with copies of all disks. */
    static VirtualMachineCloneSpec full(Identity identity, Target target) {
        VirtualMachineCloneSpec spec = spec(identity, target);
        spec.getLocation()
                .setDiskMoveType(VirtualMachineRelocateDiskMoveOptions.moveAllDiskBackingsAndDisallowSharing.name());
        return spec;
    }

    /** A clone whose disks share unchanged data with a snapshot of the source. */
    static VirtualMachineCloneSpec linked(Identity identity, Target target, ManagedObjectReference snapshot) {
        VirtualMachineCloneSpec spec = spec(identity, target);
        spec.setSnapshot(snapshot);
        spec.getLocation().setDiskMoveType(VirtualMachineRelocateDiskMoveOptions.createNewChildDiskBacking.name());
        return spec;
    }

    private static VirtualMachineCloneSpec spec(Identity identity, Target target) {
        VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
        target.pool().ifPresent(location::setPool);
        target.host().ifPresent(location::setHost);
        target.datastore().ifPresent(location::setDatastore);
        VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
        spec.setLocation(location);
        spec.setPowerOn(false);
        spec.setTemplate(false);
        spec.setConfig(config(identity));
        return spec;
    }

    private static VirtualMachineConfigSpec config(Identity identity) {
        List<OptionValue> options = new ArrayList<>(MarkOptions.of(identity.mark()));
        options.addAll(identity.seed()
                .map(seed -> GuestInfoSeed.options(identity.key(), seed))
                .orElseGet(GuestInfoSeed::none));
        VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
        config.setInstanceUuid(identity.key().toString());
        config.setExtraConfig(options.toArray(new OptionValue[0]));
        config.setDeviceChange(
                identity.nics().stream().map(CloneWriter::readdressed).toArray(VirtualDeviceConfigSpec[]::new));
        return config;
    }

    /** An address that was given by hand would otherwise be there twice. */
    private static VirtualDeviceConfigSpec readdressed(VirtualEthernetCard nic) {
        nic.setAddressType(VirtualEthernetCardMacType.generated.name());
        nic.setMacAddress(null);
        return Changes.of(VirtualDeviceConfigSpecOperation.edit, nic);
    }

    /** The NICs among a guest's devices. */
    static List<VirtualEthernetCard> nics(List<VirtualDevice> devices) {
        return devices.stream()
                .filter(VirtualEthernetCard.class::isInstance)
                .map(VirtualEthernetCard.class::cast)
                .toList();
    }
}
