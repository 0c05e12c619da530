package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Makes a volume from a stream: raw bytes, or a qcow2 image that stands on its own. An image that names other files is refused: the
 * host would open whatever file of its own the image's maker named, and show it to a guest.
 */
final class VolumeImport {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int REFRESHES = 50;
    private static final Set<String> WELCOME = Set.of("raw", "qcow2", "iso");

    private final VolumeMaking making;
    private final VolumeFilling filling;

    VolumeImport(VolumeMaking making, VolumeFilling filling) {
        this.making = making;
        this.filling = filling;
    }

    VolumeXml run(VolumeSpec spec, InputStream bytes, Call call) {
        BufferedInputStream stream = new BufferedInputStream(bytes, Qcow2Header.LENGTH);
        Qcow2Header header = peek(stream);
        header.objection().ifPresent(why -> {
            throw refused("content", why);
        });
        VolumeXml made = making.raw(spec.id(), header.isQcow2() ? Memory.bytes(Qcow2Header.LENGTH) : spec.size());
        filling.filledOrGone(spec.id(), () -> fill(spec, stream, header, call));
        return header.isQcow2() ? making.read(spec.id()) : made;
    }

    private static Qcow2Header peek(BufferedInputStream stream) {
        try {
            stream.mark(Qcow2Header.LENGTH);
            Qcow2Header header = Qcow2Header.of(stream.readNBytes(Qcow2Header.LENGTH));
            stream.reset();
            return header;
        } catch (IOException e) {
            throw DriverException.refused(new Fault.BackendFault("the bytes to import could not be read: " + e));
        }
    }

    private void fill(VolumeSpec spec, InputStream stream, Qcow2Header header, Call call) {
        long most = header.isQcow2() ? Long.MAX_VALUE : spec.size().bytes();
        filling.fill(spec.id(), new NoMoreThan(stream, most), header.isQcow2() ? -1 : most, call);
        // Only now does libvirt look what the bytes are.
        refresh(spec.id(), call);
        VolumeXml found = making.read(spec.id());
        if (!WELCOME.contains(found.format()) || found.backingPath().isPresent()) {
            throw refused(
                    "content",
                    "an image of format " + found.format()
                            + " may name other files of the host; convert it to raw or qcow2 first");
        }
        if (found.capacity().isMoreThan(spec.size())) {
            throw refused("size", "the image is " + found.capacity() + " large, more than " + spec.size());
        }
        if (header.isQcow2() && spec.size().isMoreThan(found.capacity())) {
            making.grow(spec.id(), spec.size());
        }
    }

    /** A pool is not looked at while a volume is made or filled in it, be it by others. */
    private void refresh(VolumeId id, Call call) {
        for (int attempt = 0; ; attempt++) {
            try {
                making.refresh(id.storage());
                return;
            } catch (DriverException e) {
                boolean busy =
                        e.getCause() instanceof LibvirtFault said && said.text().contains("asynchronous jobs running");
                if (!busy || attempt == REFRESHES || call.remaining().compareTo(STEP) < 0) {
                    throw e;
                }
                Waiting.sleep(call, STEP, "waiting for the storage to become idle");
            }
        }
    }

    private static DriverException refused(String path, String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }

    /** Fails once more bytes come than there is room for. */
    private static final class NoMoreThan extends InputStream {
        private final InputStream bytes;
        private long room;

        NoMoreThan(InputStream bytes, long room) {
            this.bytes = bytes;
            this.room = room;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int came = bytes.read(into, from, length);
            room -= Math.max(came, 0);
            if (room < 0) {
                throw refused("size", "more bytes came than the volume's size; name a larger one");
            }
            return came;
        }
    }
}
