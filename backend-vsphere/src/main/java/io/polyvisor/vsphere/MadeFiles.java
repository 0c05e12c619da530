package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private record Made(ManagedObjectReference datacenter, DatastorePath file, boolean disk) {}

    /** Remembers a virtual disk before it is made: what fails half-way may be there. */
    void addDisk(ManagedObjectReference datacenter, DatastorePath disk) {
        made.add(new Made(datacenter, disk, true));
    }

    /** Remembers a file, or a directory with what will be in it, before it is made. */
    void add(ManagedObjectReference datacenter, DatastorePath file) {
        made.add(new Made(datacenter, file, false));
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

    /** What is surely gone was not made, whatever became of the reply; what may be there leaves the outcome open. */
    private DriverException undone(DriverException failure) {
        List<DriverException> stays = new ArrayList<>();
        for (int i = made.size() - 1; i >= 0; i--) {
            undo(made.get(i)).ifPresent(stays::add);
        }
        DriverException known = stays.isEmpty()
                ? DriverException.refused(
                        failure.fault(), failure.nativeError().orElse(new NativeError("vim25", "", "")), failure)
                : DriverException.lost(failure.fault(), failure.nativeError(), failure);
        stays.forEach(known::addSuppressed);
        return known;
    }

    private Optional<DriverException> undo(Made one) {
        try {
            if (one.disk()) {
                files.deleteDisk(one.datacenter(), one.file(), call);
            } else {
                files.delete(one.datacenter(), one.file(), call);
            }
            return Optional.empty();
        } catch (DriverException stays) {
            return Optional.of(stays).filter(it -> it.fault().kind() != ErrorKind.NOT_FOUND);
        }
    }
}
