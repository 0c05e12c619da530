package io.polyvisor.vsphere;

import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSCSISharing;
import io.polyvisor.error.Fault;
import io.polyvisor.model.DiskId;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Free places for disks on a guest's SCSI controllers; where there is none left, a controller is added. Keys are those that vSphere
 * itself gives, so that a boot order can name a disk in the same request that adds it. Not thread-safe.
 */
final class ScsiPlaces {
    private static final int FIRST_CONTROLLER = 1000;
    private static final int FIRST_DISK = 2000;
    private static final int UNITS = 16;
    private static final int BUSES = 4;
    private static final int OF_THE_CONTROLLER = 7;
    private static final int PCI = 100;

    private final List<VirtualSCSIController> controllers = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<VirtualDeviceConfigSpec> added = new ArrayList<>();

    /** Places beside what the guest has. */
    ScsiPlaces(Collection<? extends VirtualDevice> devices) {
        for (VirtualDevice device : devices) {
            if (device instanceof VirtualSCSIController controller) {
                controllers.add(controller);
            } else if (device.getControllerKey() != null && device.getUnitNumber() != null) {
                taken.add(place(device.getControllerKey(), device.getUnitNumber()));
            }
        }
        controllers.sort(Comparator.comparing(VirtualController::getBusNumber));
    }

    /**
     * A place for a disk.
     *
     * @param controller the controller's key
     * @param key the disk's key
     */
    record Place(int controller, int bus, int unit, int key) {
        DiskId id() {
            return new DeviceSlot(DeviceSlot.SCSI, bus, unit).id();
        }
    }

    /** The next free place, which is taken from now on. */
    Place next() {
        return controllers.stream()
                .flatMap(controller -> freeOn(controller).stream())
                .findFirst()
                .or(() -> freeOn(another()))
                .map(this::take)
                .orElseThrow();
    }

    /** The controllers that must be added for the places that were given. */
    List<VirtualDeviceConfigSpec> addedControllers() {
        return List.copyOf(added);
    }

    private Place take(Place place) {
        taken.add(place(place.controller(), place.unit()));
        return place;
    }

    private Optional<Place> freeOn(VirtualSCSIController controller) {
        int own = Objects.requireNonNullElse(controller.getScsiCtlrUnitNumber(), OF_THE_CONTROLLER);
        int bus = controller.getBusNumber();
        return IntStream.range(0, UNITS)
                .filter(unit -> unit != own && !taken.contains(place(controller.getKey(), unit)))
                .mapToObj(unit -> new Place(controller.getKey(), bus, unit, FIRST_DISK + UNITS * bus + unit))
                .findFirst();
    }

    private VirtualSCSIController another() {
        int bus = IntStream.range(0, BUSES)
                .filter(number -> controllers.stream().noneMatch(controller -> controller.getBusNumber() == number))
                .findFirst()
                .orElseThrow(() -> DriverException.refused(new Fault.InsufficientCapacity(
                        "places for disks on the guest's controllers", Optional.of("1"), Optional.of("0"))));
        ParaVirtualSCSIController controller = new ParaVirtualSCSIController();
        controller.setKey(FIRST_CONTROLLER + bus);
        controller.setControllerKey(PCI);
        controller.setBusNumber(bus);
        controller.setSharedBus(VirtualSCSISharing.noSharing);
        controllers.add(controller);
        added.add(Changes.of(VirtualDeviceConfigSpecOperation.add, controller));
        return controller;
    }

    private static String place(int controller, int unit) {
        return controller + ":" + unit;
    }
}
