package io.polyvisor.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The host's side of a guest's serial line: at most one reader; what nobody reads is lost. Guarded by the world's lock. */
final class Serial {
    private @Nullable Port open;

    /** Connects a reader; an older one is at its end. */
    Port connect() {
        end();
        Port port = new Port();
        open = port;
        return port;
    }

    void emit(byte[] bytes) {
        if (open != null) {
            open.take(bytes);
        }
    }

    void end() {
        if (open != null) {
            open.end();
            open = null;
        }
    }

    /** One connection's bytes that were not read yet. */
    static final class Port {
        private static final int MOST = 1 << 20;

        private final Deque<byte[]> chunks = new ArrayDeque<>();
        private int waiting;
        private boolean ended;

        void take(byte[] bytes) {
            if (bytes.length > 0 && !ended) {
                chunks.addLast(bytes.clone());
                waiting += bytes.length;
                while (waiting > MOST) {
                    waiting -= chunks.removeFirst().length;
                }
            }
        }

        void end() {
            ended = true;
        }

        boolean ended() {
            return ended;
        }

        boolean readable() {
            return ended || waiting > 0;
        }

        /** How many bytes were read; 0 when none wait; -1 at the end. */
        int read(byte[] into) {
            byte[] first = chunks.pollFirst();
            if (first == null) {
                return ended ? -1 : 0;
            }
            int count = Math.min(first.length, into.length);
            System.arraycopy(first, 0, into, 0, count);
            if (count < first.length) {
                byte[] rest = new byte[first.length - count];
                System.arraycopy(first, count, rest, 0, rest.length);
                chunks.addFirst(rest);
            }
            waiting -= count;
            return count;
        }
    }
}
