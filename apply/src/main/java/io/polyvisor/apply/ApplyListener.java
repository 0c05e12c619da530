package io.polyvisor.apply;

/** Follows a plan that is being carried out. */
@FunctionalInterface
public interface ApplyListener {

    /** Takes an event. Called one at a time, in order, but for progress, which comes on other threads; must return soon. */
    void on(ApplyEvent event);

    /** Listens to nothing. */
    static ApplyListener none() {
        return event -> {};
    }
}
