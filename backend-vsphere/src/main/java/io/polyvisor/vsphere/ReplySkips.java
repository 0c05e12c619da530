package io.polyvisor.vsphere;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what replies held that this version does not know: a newer service says more, and that must not make the rest unreadable.
 *
 * <p>Thread-safe.
 */
final class ReplySkips {
    private static final Logger LOG = System.getLogger(ReplySkips.class.getName());
    private static final int NAMES = 1000;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();
    private final int names;

    ReplySkips() {
        this(NAMES);
    }

    private ReplySkips(int names) {
        this.names = names;
    }

    /** Counts, and keeps no name. */
    static ReplySkips nameless() {
        return new ReplySkips(0);
    }

    void element(String owner, String name) {
        count("element " + owner + "." + name);
    }

    void type(String name) {
        count("type " + name);
    }

    void value(String type, String text) {
        count("value " + type + " " + text);
    }

    private void count(String what) {
        all.increment();
        String name = what.length() > 120 ? what.substring(0, 120) : what;
        LongAdder known = counts.get(name);
        if (known == null && counts.size() < names) {
            known = counts.computeIfAbsent(name, first -> new LongAdder());
            LOG.log(Level.DEBUG, "skipped in a reply: {0}", name);
        }
        if (known != null) {
            known.increment();
        }
    }

    /** How much was skipped in all. */
    long total() {
        return all.sum();
    }

    /** How often each was skipped; of very many only the first. */
    Map<String, Long> byName() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((name, count) -> result.put(name, count.sum()));
        return result;
    }
}
