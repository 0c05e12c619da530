package io.polyvisor.spi;

import io.polyvisor.model.GuestId;
import java.time.Duration;

/** Serial consoles. */
public non-sealed interface Consoles extends Facet {

    /** Opens a guest's first serial console; an older connection to it is taken over. */
    Line open(GuestId guest, Call call);

    /** An open console. One reader and one writer may use it at once. */
    interface Line extends AutoCloseable {

        /**
         * Waits at most {@code patience} for bytes.
         *
         * @return how many were read; 0 when none came in time; -1 at the end, when the guest stopped
         */
        int read(byte[] into, Duration patience);

        /** Writes all bytes; throws DEADLINE_EXCEEDED when they do not go out in time. */
        void write(byte[] bytes, Duration patience);

        /** Ends the connection. Idempotent. */
        @Override
        void close();
    }
}
