package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.error.NotFoundException;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import java.util.List;

/**
 * A guest as a user writes it: {@code GUEST}, {@code ENDPOINT/GUEST}, or {@code id:ID} where a name is not enough (also a beginning
 * of the id that is unique). Immutable.
 *
 * @param endpoint where it is
 * @param text its name, or its id after {@code id:}
 */
record GuestAddress(EndpointEntry endpoint, String text) {
    private static final String BY_ID = "id:";
    private static final int SHORTEST_ID = 4;

    /** Reads an address; what stands before the first slash is an endpoint exactly when there is one of that name. */
    static GuestAddress parse(String text, Choice choice) {
        int slash = text.indexOf('/');
        if (slash > 0) {
            var named = choice.named(text.substring(0, slash));
            if (named.isPresent()) {
                return new GuestAddress(named.get(), text.substring(slash + 1));
            }
        }
        return new GuestAddress(choice.only(), text);
    }

    /** The guest; connects to its endpoint. */
    Guest find(Session session) {
        Endpoint there = session.connect(endpoint);
        return text.startsWith(BY_ID) ? byId(there, text.substring(BY_ID.length())) : byName(there);
    }

    private Guest byName(Endpoint there) {
        GuestName name;
        try {
            name = GuestName.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage() + "; write GUEST, ENDPOINT/GUEST or id:ID", e);
        }
        try {
            return there.guest(name);
        } catch (NotFoundException e) {
            // An id that was copied whole cannot be mistaken for anything else.
            return there.inventory()
                    .guest(GuestId.of(text))
                    .map(guest -> there.guest(guest.id()))
                    .orElseThrow(() -> e);
        }
    }

    /** Beginnings of ids only after {@code id:}, lest a mistyped name hit another guest. */
    private static Guest byId(Endpoint there, String beginning) {
        if (beginning.length() < SHORTEST_ID) {
            throw CommandFailure.usage(
                    "id:" + beginning + " is too short; give at least " + SHORTEST_ID + " characters");
        }
        List<GuestView> found = there.inventory().guests().stream()
                .filter(guest -> guest.id().value().startsWith(beginning))
                .toList();
        if (found.size() == 1) {
            return there.guest(found.get(0).id());
        }
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "no guest on " + there.name() + " has an id that begins with " + beginning);
        }
        throw new CommandFailure(
                ExitCode.NOT_FOUND,
                "id:" + beginning + " is ambiguous on " + there.name() + "; give more of one of "
                        + String.join(
                                ", ",
                                found.stream().map(guest -> guest.id().value()).toList()));
    }
}
