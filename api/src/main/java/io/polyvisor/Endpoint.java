package io.polyvisor;

import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.Health;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * A connection to one hypervisor or manager: where guests live. A libvirt endpoint is one host, a vCenter or XAPI pool has many.
 *
 * <p>Thread-safe. Reads block at most until the read deadline ({@link EndpointOptions}); verbs return an {@link Operation} and do not
 * block. A connection that was lost is opened again by the next call.
 */
public interface Endpoint extends AutoCloseable {

    /** The address, without secrets. */
    EndpointUri uri();

    /** What people call it: the name given at connection, else the address. */
    String name();

    /** What it is. Does not block. */
    EndpointFacts facts();

    /** What it can do. Does not block. */
    Capabilities capabilities();

    /** Which guests its mutating verbs may touch. */
    AccessMode mode();

    /** How it fares, told at once without asking it. */
    Health health();

    /** The same endpoint, whose operations and reads must end within {@code deadline} of their call. */
    Endpoint within(Duration deadline);

    /** The same endpoint, whose operations carry {@code why} into the audit. */
    Endpoint because(String why);

    /** Reads in bulk: the summary of all guests, and the fields asked for. */
    Inventory inventory(InventoryField... fields);

    /**
     * The guest of that name.
     *
     * @throws io.polyvisor.error.NotFoundException when there is none
     * @throws io.polyvisor.error.AmbiguousException when there are several
     */
    Guest guest(GuestName name);

    /** The guest of that id; nothing is looked up before the first verb or read. */
    Guest guest(GuestId id);

    /** The guest that was made under that key, if there is one. */
    Optional<Guest> find(CreationKey key);

    /** Makes a guest, OFF. Every fault of the spec is named by path at once, before anything is made. */
    Operation<Guest> create(GuestSpec spec);

    /** Makes a guest under a key of the caller's, so that it can be found after a crash of the caller. */
    Operation<Guest> create(GuestSpec spec, CreationKey key);

    /** What that verb would meet; nothing is sent that changes anything: {@code endpoint.check(e -> e.create(spec))}. Blocks. */
    Check check(Function<Endpoint, Operation<?>> verb);

    /** All hosts. */
    List<Host> hosts();

    /** The host of that id; nothing is looked up before the first verb or read. */
    Host host(HostId id);

    /**
     * The host, where there is exactly one.
     *
     * @throws io.polyvisor.error.AmbiguousException when there are several
     */
    Host onlyHost();

    /** Volumes of its storages. */
    EndpointVolumes volumes();

    /** Its templates. */
    EndpointTemplates templates();

    /** Counters of all guests that run. Needs STATS_GUEST. */
    List<GuestStats> guestStats();

    /** Counters of all hosts. Needs STATS_HOST. */
    List<HostStats> hostStats();

    /**
     * Events as levels: now X, last seen Y. Each subscriber first gets one event per guest as it is now, then changes; when it is too
     * slow, a gap and again every guest as it is. Subscribing does not block.
     */
    Flow.Publisher<GuestEvent> events();

    /**
     * Takes no more calls, waits at most {@code patience} for operations under way, then ends the connection.
     *
     * @return whether all operations had ended
     */
    boolean close(Duration patience);

    /** The same with the patience of {@link EndpointOptions}. Idempotent. */
    @Override
    void close();
}
