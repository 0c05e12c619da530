package io.polyvisor.placement;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.HostKey;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** What can be asked about a site. Immutable and thread-safe. */
public sealed interface Question {

    /** Where should these guests run, which have no place yet? All others stay where they are. */
    record Place(Set<String> guests) implements Question {
        /** Copies the set. */
        public Place {
            guests = Set.copyOf(guests);
        }
    }

    /** How do at most that many moves even out the load best? */
    record Rebalance(int moves) implements Question {
        /** Checks the number. */
        public Rebalance {
            if (moves < 0) {
                throw new IllegalArgumentException("a number of moves is 0 or more, not " + moves);
            }
        }
    }

    /** Which hosts can be switched off, or must be switched on? With a number: down to that many hosts; else to as few as possible. */
    record Consolidate(OptionalInt hosts) implements Question {
        /** Checks the number. */
        public Consolidate {
            if (hosts.orElse(1) < 1) {
                throw new IllegalArgumentException("a number of hosts is 1 or more, not " + hosts.getAsInt());
            }
        }
    }

    /** Where do the guests of that host go? */
    record Evacuate(HostKey host) implements Question {
        /** Checks presence. */
        public Evacuate {
            Objects.requireNonNull(host, "host");
        }
    }

    /** Where are guests of these hosts started again, now that the hosts are lost? */
    record FailOver(Set<HostKey> lost) implements Question {
        /** Copies the set. */
        public FailOver {
            lost = Set.copyOf(lost);
        }
    }

    /** What changes if that guest is protected like that? */
    record ChangeProtection(String guest, Protection to) implements Question {
        /** Checks presence. */
        public ChangeProtection {
            Objects.requireNonNull(guest, "guest");
            Objects.requireNonNull(to, "protection");
        }
    }
}
