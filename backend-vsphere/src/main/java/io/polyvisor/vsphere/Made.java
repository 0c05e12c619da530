package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** What a task that makes something says that it made. */
final class Made {
    private Made() {}

    /** The guest; a task that succeeds and names none leaves open what there is. */
    static GuestId guest(Optional<Object> result) {
        return GuestId.of(reference(result).getVal());
    }

    /** The object; a task that succeeds and names none leaves open what there is. */
    static ManagedObjectReference reference(Optional<Object> result) {
        return result.filter(ManagedObjectReference.class::isInstance)
                .map(ManagedObjectReference.class::cast)
                .orElseThrow(() -> DriverException.lost(
                        new Fault.BackendFault("the task ended and does not say what it made"),
                        Optional.empty(),
                        null));
    }
}
