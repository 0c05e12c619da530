package io.polyvisor;

import io.polyvisor.model.Effect;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;

/**
 * A host of an endpoint: where guests run, and where they can move to.
 *
 * <p>Thread-safe.
 */
public interface Host {

    /** The backend's key. */
    HostId id();

    /** The endpoint that it belongs to. */
    Endpoint endpoint();

    /** Observes it. Blocks at most until the endpoint's read deadline. */
    HostView view();

    /** Takes no new guests from now on; those on it must have left. Needs MAINTENANCE. */
    Operation<Effect> enterMaintenance();

    /** Takes guests again. Needs MAINTENANCE. */
    Operation<Effect> leaveMaintenance();
}
