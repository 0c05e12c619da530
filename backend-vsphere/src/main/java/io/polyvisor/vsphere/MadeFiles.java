package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Files made on the way to something larger: they go again when it fails. Not thread-safe. */
final class MadeFiles {
    private final DatastoreFiles files;
    private final Call call;
    private final List<Made> made = new ArrayList<>();
    private boolean used;

    MadeFiles(DatastoreFiles files, Call call) {
        this.files = files;
        this.call = call;
    }

    private record Made(ManagedObjectReference datacenter, DatastorePath file) {}

    /** Remembers a file before it is made: what fails half-way may be there. */
    void add(ManagedObjectReference datacenter, DatastorePath file) {
        made.add(new Made(datacenter, file));
    }

    /** From now on a guest may use them: they stay unless it is certain that none does. */
    void nowUsed() {
        used = true;
    }

    /** Runs the steps; when one fails, what was made is deleted. */
    <R> R undoneOnFailure(Supplier<R> steps) {
        try {
            return steps.get();
        } catch (DriverException failure) {
            throw used && failure.outcome() != Outcome.NOT_APPLIED ? failure : undone(failure);
        }
    }

    private DriverException undone(DriverException failure) {
        DriverException known = failure;
        for (int i = made.size() - 1; i >= 0; i--) {
            known = undone(known, made.get(i));
        }
        return known;
    }

    /** A file that is surely gone makes a lost reply harmless; one that may be there leaves the outcome open. */
    private DriverException undone(DriverException failure, Made one) {
        try {
            if (one.file().file().endsWith(DiskWriter.SUFFIX)) {
                files.deleteDisk(one.datacenter(), one.file(), call);
            } else {
                files.delete(one.datacenter(), one.file(), call);
            }
        } catch (DriverException stays) {
            if (stays.fault().kind() != ErrorKind.NOT_FOUND) {
                Fault fault = failure.fault();
                DriverException unclear = DriverException.lost(fault, failure.nativeError(), failure);
                unclear.addSuppressed(stays);
                return unclear;
            }
        }
        return failure;
    }
}
