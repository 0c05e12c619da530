package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VerbClass;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Disks, media and NICs of guests that exist: one change of the configuration each, at once in effect and kept. A disk's key is kept
 * beside its slot in the same change.
 */
final class VsphereDevices implements Devices {
    private static final String DEVICES = "config.hardware.device";
    private static final String OPTIONS = "config.extraConfig";

    private final GuestCalls guests;
    private final Places places;
    private final DatastoreFiles files;
    private final VolumeListing volumes;

    VsphereDevices(GuestCalls guests, Places places, DatastoreFiles files, VolumeListing volumes) {
        this.guests = guests;
        this.places = places;
        this.files = files;
        this.volumes = volumes;
    }

    @Override
    public DiskId attachDisk(GuestId guest, CreationKey key, DiskSpec disk, Call call) {
        List<SpecProblem> problems = GuestWriter.diskProblems("disk", disk);
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
        ScsiPlaces free = new ScsiPlaces(devices(guest, call));
        ScsiPlaces.Place place = free.next();
        Landscape landscape = places.read(call);
        MadeFiles made = new MadeFiles(files, call);
        return made.undoneOnFailure(() -> {
            DiskMaking making = new DiskMaking(files, volumes, landscape, made, "polyvisor-" + key, call);
            DiskWriter.Content content = making.content(disk, "disk", 0);
            List<VirtualDeviceConfigSpec> changes = new ArrayList<>(free.addedControllers());
            changes.add(DiskWriter.add(content, place));
            VirtualMachineConfigSpec change = Changes.spec(changes);
            change.setExtraConfig(new OptionValue[] {SlotNote.of(place.id(), key)});
            made.nowUsed();
            guests.reconfigure(VerbClass.KEYED, guest, change, call);
            return place.id();
        });
    }

    @Override
    public Optional<DiskId> findDisk(GuestId guest, CreationKey key, Call call) {
        PropertyRow row = guests.read(guest, call, DEVICES, OPTIONS);
        List<VirtualDevice> devices = Rows.list(row, DEVICES, VirtualDevice.class);
        return SlotNote.slotOf(
                        key,
                        Options.map(Rows.list(row, OPTIONS, OptionValue.class).toArray(OptionValue[]::new)))
                .filter(slot -> devices.stream()
                        .anyMatch(device -> device instanceof VirtualDisk
                                && DeviceSlot.of(device, devices).equals(slot)));
    }

    @Override
    public void detachDisk(GuestId guest, DiskId disk, Call call) {
        VirtualDevice device = required(guest, disk, VirtualDisk.class, call);
        VirtualMachineConfigSpec change = Changes.spec(Changes.of(VirtualDeviceConfigSpecOperation.remove, device));
        change.setExtraConfig(new OptionValue[] {SlotNote.none(disk)});
        guests.reconfigure(VerbClass.GOAL, guest, change, call);
    }

    @Override
    public void growDisk(GuestId guest, DiskId disk, Memory size, Call call) {
        DiskWriter.problemOf("size", size).ifPresent(problem -> {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(problem)));
        });
        VirtualDisk device = required(guest, disk, VirtualDisk.class, call);
        guests.reconfigure(VerbClass.GOAL, guest, Changes.spec(DiskWriter.grow(device, size)), call);
    }

    @Override
    public void changeMedia(GuestId guest, DiskId drive, Optional<VolumeId> medium, Call call) {
        VirtualCdrom device = required(guest, drive, VirtualCdrom.class, call);
        Optional<DatastorePath> path = medium.map(
                volume -> VolumePath.of(volume, places.read(call), "medium").path());
        guests.reconfigure(VerbClass.GOAL, guest, Changes.spec(DriveWriter.change(device, path)), call);
    }

    @Override
    public NicId attachNic(GuestId guest, CreationKey key, NicSpec nic, Call call) {
        NetworkPlace network =
                places.read(call).network(nic.network(), "nic.network").place();
        int unused = devices(guest, call).stream()
                .filter(VirtualEthernetCard.class::isInstance)
                .mapToInt(device -> device.getKey() + 1)
                .max()
                .orElse(NicWriter.FIRST_KEY);
        guests.reconfigure(VerbClass.KEYED, guest, Changes.spec(NicWriter.add(unused, network, nic.mac())), call);
        return nic.mac()
                .map(mac -> NicId.of(mac.value()))
                .orElseThrow(() -> new IllegalArgumentException("the core chooses an address before it asks"));
    }

    @Override
    public void detachNic(GuestId guest, NicId nic, Call call) {
        VirtualDevice device = devices(guest, call).stream()
                .filter(each ->
                        each instanceof VirtualEthernetCard card && nic.value().equalsIgnoreCase(card.getMacAddress()))
                .findFirst()
                .orElseThrow(() -> DriverException.refused(new Fault.NotFound("NIC " + nic, Optional.empty())));
        guests.reconfigure(
                VerbClass.GOAL, guest, Changes.spec(Changes.of(VirtualDeviceConfigSpecOperation.remove, device)), call);
    }

    private <T extends VirtualDevice> T required(GuestId guest, DiskId slot, Class<T> type, Call call) {
        List<VirtualDevice> devices = devices(guest, call);
        Predicate<VirtualDevice> there =
                device -> DeviceSlot.of(device, devices).equals(slot);
        return devices.stream()
                .filter(type::isInstance)
                .filter(there)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> DriverException.refused(new Fault.NotFound("disk " + slot, Optional.empty())));
    }

    private List<VirtualDevice> devices(GuestId guest, Call call) {
        return Rows.list(guests.read(guest, call, DEVICES), DEVICES, VirtualDevice.class);
    }
}
