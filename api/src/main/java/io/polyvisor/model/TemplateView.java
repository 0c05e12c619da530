package io.polyvisor.model;

import java.util.Objects;

/**
 * A template: what guests are made from. Its own type; never listed among guests.
 *
 * @param id its key
 * @param name its name
 * @param vcpus processors of a guest made from it
 * @param memory memory of a guest made from it
 */
public record TemplateView(TemplateId id, GuestName name, int vcpus, Memory memory) {

    /** Checks presence. */
    public TemplateView {
        Objects.requireNonNull(id, "template id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(memory, "memory");
    }
}
