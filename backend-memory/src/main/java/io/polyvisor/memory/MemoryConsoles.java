package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Consoles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Serial consoles that answer. */
final class MemoryConsoles implements Consoles {
    private final MemorySession session;

    MemoryConsoles(MemorySession session) {
        this.session = session;
    }

    @Override
    public Line open(GuestId guest, Call call) {
        OpenLine line = session.ask(() -> {
            GuestState state = session.site().require(guest, Verb.CONSOLE);
            Serial.Port port = state.serial().connect();
            port.take(state.machine().terminal().lastLine().getBytes(StandardCharsets.UTF_8));
            return new OpenLine(session, state, port);
        });
        session.atClose(line);
        return line;
    }

    private record OpenLine(MemorySession session, GuestState guest, Serial.Port port)
            implements Line, MemorySession.Part {

        @Override
        public int read(byte[] into, Duration patience) {
            awaits(port::readable, patience);
            int[] count = new int[1];
            session.always(() -> count[0] = port.read(into));
            return count[0];
        }

        @Override
        public void write(byte[] bytes, Duration patience) {
            if (!awaits(
                    () -> port.ended()
                            || !guest.hasMemory()
                            || guest.machine().terminal().room() >= bytes.length,
                    patience)) {
                throw Refusal.of(new Fault.DeadlineExceeded("writing to a guest that does not read"));
            }
            session.change(() -> {
                if (port.ended()) {
                    throw Refusal.state("the console is at its end", "open it again once the guest runs");
                }
                session.site().life().type(guest, bytes);
            });
        }

        private boolean awaits(BooleanSupplier wanted, Duration patience) {
            try {
                return session.world().await(wanted, patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Refusal.of(new Fault.Cancelled("waiting for the console"));
            }
        }

        @Override
        public void close() {
            session.isClosed(this);
            session.always(port::end);
        }
    }
}
