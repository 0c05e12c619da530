package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Volumes made on the way to something larger: they go again when it fails. Not thread-safe. */
final class MadeVolumes {
    private final VolumeMaking making;
    private final List<VolumeId> made = new ArrayList<>();
    private boolean used;

    MadeVolumes(VolumeMaking making) {
        this.making = making;
    }

    /** Volumes of which the first is there already. */
    MadeVolumes(VolumeMaking making, VolumeId first) {
        this(making);
        made.add(first);
    }

    /** Makes a volume and remembers it. */
    VolumeXml made(VolumeId id, Supplier<VolumeXml> how) {
        VolumeXml volume = how.get();
        made.add(id);
        return volume;
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
        } catch (RuntimeException unforeseen) {
            DriverException undone = undone(DriverException.refused(new Fault.BackendFault(unforeseen.toString())));
            undone.addSuppressed(unforeseen);
            throw undone;
        }
    }

    /** Runs the last step on a single volume that is worth nothing without it. */
    void undoneOnFailure(Runnable step) {
        Optional<?> nothing = undoneOnFailure(() -> {
            step.run();
            return Optional.empty();
        });
        assert nothing.isEmpty();
    }

    private DriverException undone(DriverException failure) {
        for (int i = made.size() - 1; i >= 0; i--) {
            try {
                making.delete(made.get(i));
            } catch (DriverException stays) {
                DriverException unclear = DriverException.lost(failure.fault(), failure.nativeError(), failure);
                unclear.addSuppressed(stays);
                return unclear;
            }
        }
        return failure;
    }
}
