package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.HostId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Maintenance;
import java.util.Optional;

/** vSphere's maintenance mode. The server waits until guests have left, for as long as the call has time. */
final class VsphereMaintenance implements Maintenance {
    private final VsphereCalls calls;

    VsphereMaintenance(VsphereCalls calls) {
        this.calls = calls;
    }

    @Override
    public void enter(HostId host, Call call) {
        run(host, call, (vim, it) -> vim.enterMaintenanceMode_Task(it, seconds(call), false, null));
    }

    @Override
    public void leave(HostId host, Call call) {
        run(host, call, (vim, it) -> vim.exitMaintenanceMode_Task(it, seconds(call)));
    }

    private void run(HostId host, Call call, GuestCalls.GuestTask task) {
        ManagedObjectReference reference = GuestCalls.reference("HostSystem", host.value());
        Optional<Object> none = calls.task(VerbClass.GOAL, "host " + host, call, vim -> task.start(vim, reference));
        assert none != null;
    }

    /** Zero would mean without end. */
    private static int seconds(Call call) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, call.remaining().toSeconds()));
    }
}
