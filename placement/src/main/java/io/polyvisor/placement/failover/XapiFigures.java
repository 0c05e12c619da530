package io.polyvisor.placement.failover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What XAPI answers about a pool.
 *
 * <p>Immutable and thread-safe.
 *
 * @param plan where guests are started that do not run, smallest first, as XAPI lists them; one that fits nowhere is missing
 * @param most how many hosts XAPI says that the pool can lose: by trying every order of losses where there are few, else by the
 *     conservative rule
 * @param conservative the same by the conservative rule alone
 * @param notAgile guests that XAPI cannot restart elsewhere: one of them makes both figures 0
 */
public record XapiFigures(Map<String, String> plan, int most, int conservative, Set<String> notAgile) {

    /** Copies what could change. */
    public XapiFigures {
        plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
        notAgile = Collections.unmodifiableSet(new TreeSet<>(notAgile));
    }
}
