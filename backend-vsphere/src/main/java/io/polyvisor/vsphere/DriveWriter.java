package io.polyvisor.vsphere;

import com.vmware.vim25.Description;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualCdromRemotePassthroughBackingInfo;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import java.util.Optional;

/** Drives for media as changes of a guest's devices. */
final class DriveWriter {
    private static final int KEY = 3000;
    /** Every guest has two IDE controllers of fixed keys. */
    private static final int FIRST_IDE = 200;

    private DriveWriter() {}

    /** The change that adds a drive with that medium, or an empty one. */
    static VirtualDeviceConfigSpec add(Optional<DatastorePath> medium) {
        VirtualCdrom drive = new VirtualCdrom();
        drive.setKey(KEY);
        drive.setControllerKey(FIRST_IDE);
        drive.setUnitNumber(0);
        fill(drive, medium, false);
        return Changes.of(VirtualDeviceConfigSpecOperation.add, drive);
    }

    /** The change that puts a medium into a drive that was read, or takes it out. */
    static VirtualDeviceConfigSpec change(VirtualCdrom drive, Optional<DatastorePath> medium) {
        fill(drive, medium, medium.isPresent());
        if (drive.getDeviceInfo() == null) {
            drive.setDeviceInfo(new Description());
        }
        return Changes.of(VirtualDeviceConfigSpecOperation.edit, drive);
    }

    private static void fill(VirtualCdrom drive, Optional<DatastorePath> medium, boolean connected) {
        drive.setBacking(medium.map(DriveWriter::iso).orElseGet(DriveWriter::empty));
        VirtualDeviceConnectInfo connection = new VirtualDeviceConnectInfo();
        connection.setStartConnected(medium.isPresent());
        connection.setAllowGuestControl(true);
        connection.setConnected(connected);
        drive.setConnectable(connection);
    }

    private static VirtualDeviceBackingInfo iso(DatastorePath medium) {
        VirtualCdromIsoBackingInfo backing = new VirtualCdromIsoBackingInfo();
        backing.setFileName(medium.toString());
        return backing;
    }

    /** vSphere's way to say that there is nothing in it: what a client would have to offer, and none does. */
    private static VirtualDeviceBackingInfo empty() {
        VirtualCdromRemotePassthroughBackingInfo backing = new VirtualCdromRemotePassthroughBackingInfo();
        backing.setDeviceName("");
        return backing;
    }
}
