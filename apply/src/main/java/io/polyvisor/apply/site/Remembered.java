package io.polyvisor.apply.site;

import io.polyvisor.apply.Birth;
import io.polyvisor.apply.Passage;
import io.polyvisor.placement.site.HostKey;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was kept of earlier looks at a site.
 *
 * <p>Immutable and thread-safe.
 *
 * @param fenced hosts that were fenced by evidence and have not rejoined
 * @param last the site as it was last observed: stands in for endpoints that do not answer; see {@link ObservedDocument}
 * @param passages where plans brought guests, or were bringing them, and the last look does not know of
 * @param births guests that unfinished plans were making, or have made
 */
public record Remembered(Set<HostKey> fenced, Optional<Observed> last, List<Passage> passages, List<Birth> births) {
    /** Nothing was kept. */
    public static final Remembered NOTHING = new Remembered(Set.of(), Optional.empty());

    /** Copies the collections. */
    public Remembered {
        fenced = Collections.unmodifiableSet(new TreeSet<>(fenced));
        Objects.requireNonNull(last, "last");
        passages = List.copyOf(passages);
        births = List.copyOf(births);
    }

    /** No plan was cut off since that look. */
    public Remembered(Set<HostKey> fenced, Optional<Observed> last) {
        this(fenced, last, List.of());
    }

    /** No plan was cut off that was making a guest. */
    public Remembered(Set<HostKey> fenced, Optional<Observed> last, List<Passage> passages) {
        this(fenced, last, passages, List.of());
    }
}
