package io.polyvisor.vsphere;

import com.vmware.vim25.AutoStartDefaults;
import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.AutoStartWaitHeartbeatSetting;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.ManagedObjectReference;

/** Whether a guest starts with its host, as a change of the host's list. Pure. */
final class AutostartWriter {
    /** The host's own default. */
    private static final int DEFAULT = -1;

    private AutostartWriter() {}

    /** The change; starting guests is switched on on the host where the first of them wants it, and never off. */
    static HostAutoStartManagerConfig change(ManagedObjectReference guest, boolean withHost) {
        AutoStartPowerInfo entry = new AutoStartPowerInfo();
        entry.setKey(guest);
        entry.setStartOrder(DEFAULT);
        entry.setStartDelay(DEFAULT);
        entry.setWaitForHeartbeat(AutoStartWaitHeartbeatSetting.systemDefault);
        entry.setStartAction(withHost ? "powerOn" : "none");
        entry.setStopDelay(DEFAULT);
        entry.setStopAction("systemDefault");
        HostAutoStartManagerConfig config = new HostAutoStartManagerConfig();
        config.setPowerInfo(new AutoStartPowerInfo[] {entry});
        if (withHost) {
            AutoStartDefaults defaults = new AutoStartDefaults();
            defaults.setEnabled(true);
            config.setDefaults(defaults);
        }
        return config;
    }
}
