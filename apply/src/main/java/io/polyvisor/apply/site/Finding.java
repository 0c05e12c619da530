package io.polyvisor.apply.site;

import java.util.Comparator;
import java.util.Objects;

/**
 * One difference between what is wanted and what is.
 *
 * <p>Immutable and thread-safe; ordered by severity, the worst first.
 *
 * @param kind what sort of difference
 * @param severity how bad it is
 * @param subject the guest, host or pool that it is about
 * @param words what is so, and what should be, with figures
 * @param repair what repairs it, in words
 * @param plannable whether {@link Drift#repair} makes steps for it
 */
public record Finding(Kind kind, Severity severity, String subject, String words, String repair, boolean plannable)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::kind)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::words);

    /** Checks presence. */
    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(repair, "repair");
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** What sort of difference. */
    public enum Kind {
        /** A guest runs at two places at once. */
        RUNNING_TWICE,
        /** A host that was lost still has a definition of a guest that went on elsewhere. */
        STALE_COPY,
        /** A host that was lost answers again and takes no guests. */
        RETURNED,
        /** A service has no guest. */
        MISSING,
        /** A guest has a service's name and does not bear our mark. */
        UNOWNED,
        /** A guest bears our mark and no service wants it. */
        UNWANTED,
        /** A guest should run and does not. */
        STOPPED,
        /** A guest could not be observed. */
        UNSEEN,
        /** A guest is where the policy does not want it. */
        WRONG_PLACE,
        /** A guest has other processors, memory or VLANs than its service. */
        WRONG_SIZE,
        /** A guest is protected otherwise than its service wants. */
        WRONG_PROTECTION,
        /** Guests share a host that must not, or do not that must. */
        BROKEN_GROUP,
        /** Nobody would restart a guest whose restart is guaranteed. */
        INEFFECTIVE_PROTECTION,
        /** A pool can lose fewer hosts than it must. */
        CAPACITY,
        /** The same guests could be had for less. */
        COST
    }

    /** How bad it is. */
    public enum Severity {
        /** Worth knowing. */
        NOTE,
        /** Not as it should be. */
        WARN,
        /** Harm is done, or the next failure does it. */
        HARM
    }
}
