package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Progress;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Volumes of the storages. */
final class MemoryVolumes implements Volumes {
    private static final int CHUNK = 64 * 1024;

    private final MemorySession session;
    private final Site site;

    MemoryVolumes(MemorySession session) {
        this.session = session;
        this.site = session.site();
    }

    @Override
    public Optional<VolumeView> volume(VolumeId volume, Call call) {
        return session.ask(
                () -> site.volume(volume).map(found -> session.views().volume(found, true)));
    }

    @Override
    public VolumeView create(CreationKey key, VolumeSpec spec, Call call) {
        return session.ask(() -> view(make(spec)));
    }

    @Override
    public VolumeView importFrom(CreationKey key, VolumeSpec spec, InputStream bytes, Call call) {
        try (Scaffold scaffold = new Scaffold(session);
                Job job = Job.alone(session, call)) {
            VolumeState volume = session.ask(() -> {
                VolumeState begun = make(spec);
                scaffold.answerFor(begun);
                return begun;
            });
            Content content = receive(volume, bytes, job);
            VolumeView view = session.ask(() -> {
                volume.write(content, 0);
                return view(volume);
            });
            scaffold.keep();
            return view;
        }
    }

    @Override
    public VolumeView copy(CreationKey key, VolumeId source, VolumeId target, Call call) {
        try (Scaffold scaffold = new Scaffold(session);
                Job job = Job.alone(session, call)) {
            VolumeId made = session.ask(() -> {
                StorageState storage = site.requireStorage(target.storage());
                storage.requireNew(target.key());
                return scaffold.copy(
                        site.requireVolume(source), storage, target.key(), CopyMode.FULL, Optional.empty());
            });
            job.move("copying", scaffold.bytes());
            scaffold.keep();
            return session.ask(() -> view(site.requireVolume(made)));
        }
    }

    @Override
    public void grow(VolumeId volume, Memory size, Call call) {
        session.change(() -> {
            VolumeState found = site.requireVolume(volume);
            if (site.usersOf(volume).stream().anyMatch(GuestState::holdsHostMemory)) {
                throw Refusal.state("a running guest uses volume " + volume, "grow the guest's disk instead");
            }
            site.requireStorage(volume.storage()).grow(found, size);
        });
    }

    @Override
    public void delete(VolumeId volume, Call call) {
        session.change(() -> {
            StorageState storage = site.requireStorage(volume.storage());
            site.requireVolume(volume);
            if (site.world().anySiteUses(storage, volume.key())) {
                throw Refusal.state("volume " + volume + " is in use", "take it out of what uses it first");
            }
            storage.remove(volume.key());
        });
    }

    private VolumeState make(VolumeSpec spec) {
        StorageState storage = site.requireStorage(spec.id().storage());
        storage.requireNew(spec.id().key());
        return storage.addEmpty(spec.id().key(), spec.size(), spec.provisioning());
    }

    private VolumeView view(VolumeState volume) {
        return session.views().volume(volume, true);
    }

    /** Takes the stream's bytes; the volume fills while they come. */
    private Content receive(VolumeState volume, InputStream bytes, Job job) {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        StringBuilder beginning = new StringBuilder();
        long done = 0;
        for (int count = read(bytes, chunk); count >= 0; count = read(bytes, chunk)) {
            job.goOn("importing");
            digest.update(chunk, 0, count);
            if (done == 0) {
                beginning.append(new String(chunk, 0, Math.min(count, 64), StandardCharsets.ISO_8859_1));
            }
            done += count;
            int more = count;
            session.change(() -> fill(volume, more));
            job.report(Progress.ofBytes("importing", done, volume.capacity().bytes()));
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        return new Content(Software.announcedBy(beginning.toString()), Optional.of(sum), Map.of());
    }

    private void fill(VolumeState volume, int more) {
        if (!volume.holds(more)) {
            throw Refusal.spec("size", "the stream has more than the volume's " + volume.capacity());
        }
        site.requireStorage(volume.id().storage()).requireRoom(volume.growthOf(more));
        volume.write(volume.content(), more);
    }

    private static int read(InputStream bytes, byte[] chunk) {
        try {
            return bytes.read(chunk);
        } catch (IOException e) {
            Fault fault = new Fault.BackendFault("the stream to import from broke: " + e.getMessage());
            throw DriverException.refused(fault, Refusal.said(fault), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
