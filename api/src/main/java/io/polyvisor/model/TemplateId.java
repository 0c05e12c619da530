package io.polyvisor.model;

/**
 * The backend's own key of a template. Templates are never guests and never appear among them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record TemplateId(String value) implements Comparable<TemplateId> {

    /** Checks the text. */
    public TemplateId {
        Texts.requireToken(value, "template id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static TemplateId of(String value) {
        return new TemplateId(value);
    }

    @Override
    public int compareTo(TemplateId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
