package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.ConnectionClosedFailure;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.LibvirtStream;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.DriverException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Serial consoles over libvirt's streams. */
final class KvmConsoles implements Consoles {
    private final KvmCalls calls;

    KvmConsoles(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public Line open(GuestId guest, Call call) {
        return calls.guest(
                guest, found -> new SerialLine(found, found.domain().openConsole(null, Flags.CONSOLE_FORCE)));
    }

    private record SerialLine(HostCall of, LibvirtStream stream) implements Line {

        @Override
        public int read(byte[] into, Duration patience) {
            try {
                return stream.read(ByteBuffer.wrap(into), patience);
            } catch (LibvirtFault ended) {
                // A guest that stops, or whose console somebody else took, ends the stream in either way.
                return -1;
            } catch (LibvirtFailure failure) {
                throw HostCall.ofTransport(failure, false);
            } catch (InterruptedException e) {
                throw interrupted("reading from the console");
            }
        }

        @Override
        public void write(byte[] bytes, Duration patience) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            of.send(() -> send(rest, patience));
        }

        private void send(ByteBuffer rest, Duration patience) {
            try {
                int written = stream.write(rest, patience);
                assert written <= rest.limit();
                if (rest.hasRemaining()) {
                    throw DriverException.refused(new Fault.DeadlineExceeded("writing to the console"));
                }
            } catch (ConnectionClosedFailure ended) {
                throw DriverException.refused(new Fault.InvalidState(
                        "the console of " + of.about() + " has ended",
                        Optional.of("open it again once the guest runs")));
            } catch (InterruptedException e) {
                throw interrupted("writing to the console");
            }
        }

        private static DriverException interrupted(String phase) {
            Thread.currentThread().interrupt();
            return DriverException.refused(new Fault.Cancelled(phase));
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
