package io.polyvisor.internal;

import io.polyvisor.EndpointOptions.Limits;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Verb;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many heavy verbs of a sort go on at once on one host: starts, copies, migrations. */
final class Slots {
    private final Limits limits;
    private final Map<Place, Semaphore> places = new ConcurrentHashMap<>();

    Slots(Limits limits) {
        this.limits = limits;
    }

    static Slots of(EndpointState endpoint) {
        return endpoint.slots();
    }

    /** Waits for a slot until the work's deadline; verbs that are light take none. */
    Taken take(Verb verb, Work work) {
        Optional<Sort> sort = Sort.of(verb);
        if (sort.isEmpty()) {
            return () -> {};
        }
        Optional<HostId> host = work.lastObserved().flatMap(GuestView::host);
        Semaphore slots = places.computeIfAbsent(
                new Place(sort.get(), host), place -> new Semaphore(place.sort().width(limits), true));
        try {
            if (!slots.tryAcquire(work.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw work.refused(new Fault.DeadlineExceeded("waiting until fewer of its sort are going on"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw work.refused(new Fault.Cancelled("waiting until fewer of its sort are going on"));
        }
        return slots::release;
    }

    /** A slot; closing it gives it back. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    private record Place(Sort sort, Optional<HostId> host) {}

    private enum Sort {
        START,
        COPY,
        MIGRATION;

        static Optional<Sort> of(Verb verb) {
            return switch (verb) {
                case START, RESUME -> Optional.of(START);
                case CLONE,
                        SNAPSHOT_DISKS,
                        SNAPSHOT_MEMORY,
                        TEMPLATE_MAKE,
                        TEMPLATE_DEPLOY,
                        VOLUME_IMPORT,
                        VOLUME_CLONE -> Optional.of(COPY);
                case MIGRATE_LIVE, MIGRATE_COLD -> Optional.of(MIGRATION);
                default -> Optional.empty();
            };
        }

        int width(Limits limits) {
            return switch (this) {
                case START -> limits.starts();
                case COPY -> limits.copies();
                case MIGRATION -> limits.migrations();
            };
        }
    }
}
