package io.polyvisor.vsphere;

import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** Starting with the host is the host's list, not the guest's property: it stays behind when the guest moves. */
final class VsphereAutostarting implements Autostarting {
    private static final String HOST = "runtime.host";
    private static final String LIST = "configManager.autoStartManager";

    private final VsphereCalls calls;
    private final GuestCalls guests;

    VsphereAutostarting(VsphereCalls calls, GuestCalls guests) {
        this.calls = calls;
        this.guests = guests;
    }

    @Override
    public void autostart(GuestId guest, boolean withHost, Call call) {
        ManagedObjectReference host = required(guests.read(guest, call, HOST), HOST, GuestCalls.inWords(guest));
        String about = "host " + host.getVal();
        ManagedObjectReference list = required(guests.read(host, about, call, LIST), LIST, about);
        HostAutoStartManagerConfig change = AutostartWriter.change(GuestCalls.reference(guest), withHost);
        Optional<Object> none = calls.goal(about, call, vim -> {
            vim.reconfigureAutostart(list, change);
            return Optional.empty();
        });
        assert none != null;
    }

    private static ManagedObjectReference required(PropertyRow row, String path, String about) {
        return row.value(path, ManagedObjectReference.class)
                .orElseThrow(() ->
                        DriverException.refused(new Fault.InvalidState(about + " has no " + path, Optional.empty())));
    }
}
