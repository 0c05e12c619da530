package io.polyvisor.spi;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One connection to one endpoint: thin, boring, blocking and total. It translates; it never decides, waits for goals, retries, checks
 * ownership or looks at power states before it calls: the core did. Every method may throw {@link DriverException} and nothing else.
 *
 * <p>Thread-safe: the core calls it from several threads at once, though never twice at once for the same guest's mutations.
 */
public interface Driver extends AutoCloseable {

    /** What the endpoint is; known since the connection was opened. Does not block. */
    EndpointFacts facts();

    /** What it can do; fixed for the life of the connection. Does not block. */
    Capabilities capabilities();

    /** Cells of the common table that it cannot do. Does not block. */
    List<Subtraction> subtractions();

    /** Which guest names it takes. Does not block. */
    NameRules nameRules();

    /** Reads in bulk; the summary of all guests always, and the fields asked for. */
    Inventory inventory(Set<InventoryField> fields, Call call);

    /** Reads one guest with details; empty when there is no such guest. */
    Optional<GuestView> observe(GuestId guest, Call call);

    /** The ids of all guests of that name: none, one, or several where a backend allows it. */
    List<GuestId> named(GuestName name, Call call);

    /** The guest that was made under that key, if there is one. */
    Optional<GuestId> find(CreationKey key, Call call);

    /**
     * Makes a guest, OFF, that carries {@code key} from the first moment on. When it fails, what was made on the way is gone again,
     * or the exception's outcome is UNKNOWN.
     */
    GuestId create(CreateOrder order, Call call);

    /** Removes a guest's definition, with its saved memory and snapshots' metadata if there are any. Volumes stay. */
    void delete(GuestId guest, Call call);

    /** Boots a guest that is OFF; returns when the hypervisor runs it. */
    void start(GuestId guest, Call call);

    /** Sends the shutdown request and returns; the core waits. */
    void requestShutdown(GuestId guest, Call call);

    /** Takes the power from a RUNNING, PAUSED or CRASHED guest; returns when it is OFF. */
    void powerOff(GuestId guest, Call call);

    /**
     * Sets the change's fields except name, tags, protection and {@code onlyIf}, which have calls of their own.
     *
     * @return for each field set, when it takes effect
     */
    Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call);

    /** Sets the change only if the guest is still as {@code change.onlyIf()} observed it, atomically. */
    default Map<GuestField, GuestChange.When> reconfigureIfUnchanged(GuestId guest, GuestChange change, Call call) {
        throw new UnsupportedOperationException("declare CONDITIONAL_RECONFIGURE only with an implementation");
    }

    /** Gives the guest another name. */
    void rename(GuestId guest, GuestName name, Call call);

    /** Writes our mark, replacing what it said before. */
    void mark(GuestId guest, Mark mark, Call call);

    /** The facet of that type; empty when the hypervisor has nothing of it. Does not block. */
    <F extends Facet> Optional<F> facet(Class<F> type);

    /** A cheap call that proves that the endpoint answers. */
    void ping(Call call);

    /** Ends the connection. Idempotent; waits for running calls a short while at most. */
    @Override
    void close();
}
