package io.polyvisor.model;

import java.util.Map;

/**
 * What a reconfiguration came to, per field. A field that was already so is in neither map entry's way: it is reported NOW.
 *
 * @param effect APPLIED, or UNCHANGED when every field was already so
 * @param fields for each field of the change, when it takes effect
 */
public record Reconfigured(Effect effect, Map<GuestField, GuestChange.When> fields) {

    /** Copies the map. */
    public Reconfigured {
        fields = Map.copyOf(fields);
    }
}
