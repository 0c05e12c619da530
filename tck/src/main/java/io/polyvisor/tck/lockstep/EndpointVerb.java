package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.Operation;

/** A step that begins an operation on an endpoint. */
sealed interface EndpointVerb extends Step permits CreationStep, VolumeStep {

    /** Asks for it; called twice, because a check comes before. */
    Operation<?> ask(Endpoint handle, Side side);

    /** What it came to, in words that are the same on every backend; takes note of what was made. */
    default String told(Object result, Side side) {
        return String.valueOf(result);
    }

    @Override
    default Reply play(Side side) {
        Endpoint endpoint = side.endpoint();
        String check = Reply.ofCheck(() -> endpoint.check(handle -> ask(handle, side)));
        return Reply.of(check, () -> told(ask(endpoint, side).await(), side));
    }
}
