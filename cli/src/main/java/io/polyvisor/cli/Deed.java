package io.polyvisor.cli;

import io.polyvisor.Check;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One change that a command was asked for: how to begin it, and how to check it without sending anything. Both look their object up
 * at the call, so that one that is missing fails for itself alone.
 *
 * @param verb what is asked for, in a word
 * @param object what it is asked of, as the user wrote it
 * @param begin begins it
 * @param check checks it
 */
record Deed(String verb, String object, Supplier<Operation<?>> begin, Supplier<Check> check) {

    /** A verb on a guest. */
    static Deed onGuest(String verb, String object, Supplier<Guest> guest, Function<Guest, Operation<?>> ask) {
        return new Deed(
                verb, object, () -> ask.apply(guest.get()), () -> guest.get().check(ask));
    }

    /** A verb on an endpoint. */
    static Deed onEndpoint(
            String verb, String object, Supplier<Endpoint> endpoint, Function<Endpoint, Operation<?>> ask) {
        return new Deed(
                verb,
                object,
                () -> ask.apply(endpoint.get()),
                () -> endpoint.get().check(ask));
    }
}
