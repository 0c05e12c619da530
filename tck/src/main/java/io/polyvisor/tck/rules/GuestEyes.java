package io.polyvisor.tck.rules;

import io.polyvisor.tck.TckContext.InsideTalk;

/** What a guest sees of itself. */
final class GuestEyes {
    /** How many disks it sees. */
    static final InsideTalk<Integer> DISKS = (in, console, patience) -> in.disks(console, patience);

    /** How many NICs it sees. */
    static final InsideTalk<Integer> NICS = (in, console, patience) -> in.nics(console, patience);

    /** How many processors it sees. */
    static final InsideTalk<Integer> PROCESSORS = (in, console, patience) -> in.processors(console, patience);

    /** The word in its memory. */
    static final InsideTalk<String> MEMORY = (in, console, patience) -> in.recall(console, patience);

    /** The word on its disk. */
    static final InsideTalk<String> DISK = (in, console, patience) -> in.stored(console, patience);

    private GuestEyes() {}

    static InsideTalk<Boolean> remember(String word) {
        return (in, console, patience) -> {
            in.remember(console, word, patience);
            return true;
        };
    }

    static InsideTalk<Boolean> store(String word) {
        return (in, console, patience) -> {
            in.store(console, word, patience);
            return true;
        };
    }
}
