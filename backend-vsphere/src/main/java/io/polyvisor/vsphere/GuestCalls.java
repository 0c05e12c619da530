package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verbs on one guest: tasks are waited for, and what is read of it was read now. Thread-safe. */
final class GuestCalls {
    static final String TYPE = "VirtualMachine";

    private final VsphereCalls calls;

    GuestCalls(VsphereCalls calls) {
        this.calls = calls;
    }

    /** A request that starts a task on a guest. */
    @FunctionalInterface
    interface GuestTask {
        ManagedObjectReference start(VimPortType vim, ManagedObjectReference guest) throws RemoteException;
    }

    /** A request that is answered at once. */
    @FunctionalInterface
    interface GuestRequest {
        void send(VimPortType vim, ManagedObjectReference guest) throws RemoteException;
    }

    static ManagedObjectReference reference(GuestId guest) {
        return reference(TYPE, guest.value());
    }

    static ManagedObjectReference reference(String type, String value) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(value);
        return reference;
    }

    static String inWords(GuestId guest) {
        return "guest " + guest;
    }

    /** Runs a task and returns when it has ended. */
    Optional<Object> task(VerbClass kind, GuestId guest, Call call, GuestTask task) {
        return calls.task(kind, inWords(guest), call, vim -> task.start(vim, reference(guest)));
    }

    /** Runs a task whose result tells nothing, and returns when it has ended. */
    void run(VerbClass kind, GuestId guest, Call call, GuestTask task) {
        done(task(kind, guest, call, task));
    }

    /** Changes a guest's configuration. */
    void reconfigure(VerbClass kind, GuestId guest, VirtualMachineConfigSpec change, Call call) {
        run(kind, guest, call, (vim, vm) -> vim.reconfigVM_Task(vm, change));
    }

    /** Sends what has no task. */
    void goal(GuestId guest, Call call, GuestRequest request) {
        done(calls.goal(inWords(guest), call, vim -> {
            request.send(vim, reference(guest));
            return Optional.empty();
        }));
    }

    /** Sends, never twice, what has no task. */
    void once(GuestId guest, Call call, GuestRequest request) {
        done(calls.once(inWords(guest), call, vim -> {
            request.send(vim, reference(guest));
            return Optional.empty();
        }));
    }

    /** Reads properties of one guest; one that the server would not tell fails the reading. */
    PropertyRow read(GuestId guest, Call call, String... paths) {
        return read(reference(guest), inWords(guest), call, paths);
    }

    /** Reads properties of any object; one that the server would not tell fails the reading. */
    PropertyRow read(ManagedObjectReference object, String about, Call call, String... paths) {
        List<PropertyRow> rows = calls.beforeChange()
                .properties(about, call, Visits.from(object, List.of(Visits.read(object.getType(), paths)), List.of()));
        PropertyRow row = rows.stream()
                .filter(each -> each.object().getVal().equals(object.getVal()))
                .findFirst()
                .orElseThrow(() -> DriverException.refused(new Fault.NotFound(about, Optional.empty())));
        for (Map.Entry<String, MethodFault> missing : row.missing().entrySet()) {
            throw DriverException.refused(new Fault.Denied("reading " + missing.getKey() + " of " + about + " ("
                    + missing.getValue().getClass().getSimpleName() + ")"));
        }
        return row;
    }

    /** Error-free is all that is asked of a task without a result. */
    private static void done(Optional<?> result) {
        assert result != null;
    }
}
