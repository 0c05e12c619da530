package io.polyvisor.apply;

import java.util.ArrayList;
import java.util.List;

/** Tells a listener what happens, and remembers what people should know. A listener that fails stops nothing. */
final class Telling {
    private static final System.Logger LOG = System.getLogger(Telling.class.getName());

    private final ApplyListener listener;
    private final List<String> notices = new ArrayList<>();

    Telling(ApplyListener listener) {
        this.listener = listener;
    }

    void tell(ApplyEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a listener failed on " + event.getClass().getSimpleName() + ": " + e);
        }
    }

    void notice(String words) {
        notices.add(words);
        tell(new ApplyEvent.Notice(words));
    }

    List<String> notices() {
        return List.copyOf(notices);
    }
}
