package io.polyvisor.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyvisor.apply.StateDirectory.Holder;
import io.polyvisor.apply.StateException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One applier per site: a lock of the operating system, which goes with the process whatever becomes of it. Who holds it is written
 * beside, for whoever is refused.
 *
 * <p>Within this process a set of paths says who holds what: closing any other handle of a locked file would release the lock of the
 * whole process, so that the file is never opened while it is held here.
 */
final class SiteLock implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Path> HELD = new HashSet<>();

    private final Path path;
    private final FileChannel channel;

    private SiteLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock, or says at once who has it. */
    static SiteLock take(Path directory, Holder holder) {
        Path path = path(directory);
        synchronized (HELD) {
            if (HELD.contains(path)) {
                throw refused(directory);
            }
            FileChannel channel = tryLock(path);
            if (channel == null) {
                throw refused(directory);
            }
            HELD.add(path);
            SiteLock lock = new SiteLock(path, channel);
            lock.sign(directory, holder);
            return lock;
        }
    }

    /** Who holds it now. */
    static Optional<Holder> holder(Path directory) {
        Path path = path(directory);
        synchronized (HELD) {
            if (!HELD.contains(path)) {
                FileChannel channel = tryLock(path);
                if (channel != null) {
                    close(channel, path);
                    return Optional.empty();
                }
            }
            return Optional.of(signature(directory).orElse(new Holder("somebody", 0, "an unknown time")));
        }
    }

    private static Path path(Path directory) {
        return directory.resolve("lock").toAbsolutePath().normalize();
    }

    private static @Nullable FileChannel tryLock(Path path) {
        FileChannel channel = null;
        try {
            channel = PrivateFiles.append(path);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock == null ? null : channel;
        } catch (IOException e) {
            if (channel != null) {
                close(channel, path);
            }
            throw new StateException(Reason.UNUSABLE, path + " cannot be locked: " + Words.of(e), e);
        }
    }

    private void sign(Path directory, Holder holder) {
        String text = JSON.createObjectNode()
                .put("who", holder.who())
                .put("pid", holder.pid())
                .put("since", holder.since())
                .toString();
        try {
            PrivateFiles.replace(directory.resolve("holder.json"), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            close();
            throw new StateException(Reason.NOT_KEPT, directory + " cannot be written: " + Words.of(e), e);
        }
    }

    private static StateException refused(Path directory) {
        String whom = signature(directory)
                .map(holder -> holder.who() + " (process " + holder.pid() + ", since " + holder.since() + ")")
                .orElse("somebody");
        return new StateException(
                Reason.LOCKED, "this site is being worked on by " + whom + "; wait for the end of that, or stop it");
    }

    private static Optional<Holder> signature(Path directory) {
        try {
            Optional<byte[]> text = PrivateFiles.read(directory.resolve("holder.json"));
            if (text.isEmpty()) {
                return Optional.empty();
            }
            JsonNode node = JSON.readTree(new String(text.get(), StandardCharsets.UTF_8));
            return Optional.of(new Holder(
                    node.path("who").asText(),
                    node.path("pid").asLong(),
                    node.path("since").asText()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, directory + " cannot be read: " + Words.of(e), e);
        }
    }

    private static void close(FileChannel channel, Path path) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, path + " cannot be closed: " + Words.of(e), e);
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (HELD.remove(path)) {
                close(channel, path);
            }
        }
    }
}
