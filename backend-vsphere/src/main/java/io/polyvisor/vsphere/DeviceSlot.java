package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualAHCIController;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualSCSIController;
import com.vmware.vim25.VirtualSIOController;
import io.polyvisor.model.DiskId;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a disk or drive is plugged in: the kind of its controller, the controller's bus and the unit on it, spelled as guests'
 * configuration files do: {@code scsi0:1}. Stable as long as the device stays where it is, whatever is in it.
 *
 * @param kind of which kind the controller is
 * @param bus the controller's number among those of its kind
 * @param unit the place on the controller
 */
record DeviceSlot(String kind, int bus, int unit) {
    static final String SCSI = "scsi";
    static final String IDE = "ide";
    static final String SATA = "sata";

    /** A device's slot among the devices of its guest; one that hangs on nothing known is told by its key. */
    static DiskId of(VirtualDevice device, Collection<? extends VirtualDevice> all) {
        return controllerOf(device, all)
                .map(controller -> new DeviceSlot(kind(controller), controller.getBusNumber(), unit(device)).id())
                .orElseGet(() -> DiskId.of("device" + device.getKey()));
    }

    /** The slot as the contract's identity. */
    DiskId id() {
        return DiskId.of(kind + bus + ":" + unit);
    }

    static Optional<VirtualController> controllerOf(VirtualDevice device, Collection<? extends VirtualDevice> all) {
        return all.stream()
                .filter(VirtualController.class::isInstance)
                .map(VirtualController.class::cast)
                .filter(controller -> Objects.equals(controller.getKey(), device.getControllerKey()))
                .findFirst();
    }

    private static int unit(VirtualDevice device) {
        return Objects.requireNonNullElse(device.getUnitNumber(), 0);
    }

    private static String kind(VirtualController controller) {
        if (controller instanceof VirtualSCSIController) {
            return SCSI;
        }
        if (controller instanceof VirtualIDEController) {
            return IDE;
        }
        if (controller instanceof VirtualAHCIController) {
            return SATA;
        }
        if (controller instanceof VirtualSIOController) {
            return "floppy";
        }
        return controller
                .getClass()
                .getSimpleName()
                .replace("Virtual", "")
                .replace("Controller", "")
                .toLowerCase(Locale.ROOT);
    }
}
