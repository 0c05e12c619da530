package io.polyvisor.memory;

import io.polyvisor.spi.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The worlds that outlive their process, one file each. A world is in this JVM as long as somebody has it open; the last one who
 * leaves closes its file, and who opens it next, here or in another process, reads it back. Thread-safe.
 */
final class KeptWorlds {
    private static final Map<Path, KeptWorlds.Open> OPEN = new HashMap<>();

    private KeptWorlds() {}

    /** One user's hold on a world. */
    record Hold(World world, Runnable release) {}

    /**
     * The world in that file, to which nobody but this JVM comes until all holds are released.
     *
     * @param name what the world is called; a file holds one world, and remembers its name
     */
    static synchronized Hold hold(String file, String name, TimeSource time) {
        Path path = path(file);
        Open open = OPEN.get(path);
        if (open == null) {
            open = Open.read(path, name, time);
            OPEN.put(path, open);
        }
        open.requireSame(name, time);
        open.users++;
        Open held = open;
        return new Hold(open.world, () -> release(held));
    }

    private static synchronized void release(Open open) {
        open.users--;
        if (open.users == 0) {
            OPEN.remove(open.path);
            open.close();
        }
    }

    private static Path path(String file) {
        try {
            Path path = Path.of(file).toAbsolutePath().normalize();
            Path directory = path.getParent();
            if (directory == null || file.isBlank() || Files.isDirectory(path)) {
                throw Refusal.spec("address.kept", "\"" + file + "\" names no file");
            }
            return directory.toRealPath().resolve(path.getFileName());
        } catch (InvalidPathException e) {
            throw Refusal.spec("address.kept", "\"" + file + "\" is no file's name: " + e.getReason());
        } catch (IOException e) {
            throw Refusal.spec("address.kept", "the directory of " + file + " is not there; make it first");
        }
    }

    private static final class Open implements World.Keeper {
        private final Path path;
        private final StateFile file;
        private final String name;
        private final TimeSource time;
        private final World world;
        private String written;
        private boolean closed;
        private int users;

        private Open(Path path, StateFile file, String name, TimeSource time, World world, String written) {
            this.path = path;
            this.file = file;
            this.name = name;
            this.time = time;
            this.world = world;
            this.written = written;
        }

        static Open read(Path path, String name, TimeSource time) {
            StateFile file = StateFile.open(path);
            try {
                Open open = file.read()
                        .map(entries -> known(path, file, entries, time))
                        .orElseGet(() -> new Open(path, file, name, time, new World(time), ""));
                open.world.keptBy(open);
                return open;
            } catch (IllegalArgumentException e) {
                file.close();
                throw file.unreadable(e);
            } catch (RuntimeException e) {
                file.close();
                throw e;
            }
        }

        private static Open known(Path path, StateFile file, List<Entry> entries, TimeSource time) {
            Entry first = entries.isEmpty() ? Entry.read("nothing", 2) : entries.get(0);
            World world = KeptWorld.of(entries, time);
            Open open = new Open(path, file, first.maybe("name").orElse(""), time, world, "");
            // What was read is what is kept: as long as nothing changes, nothing is written.
            open.written = world.under(open::state);
            return open;
        }

        void requireSame(String wantedName, TimeSource wantedTime) {
            if (time != wantedTime) {
                throw Refusal.busy("a connection with another clock, which has " + path + " open");
            }
            if (!name.equals(wantedName)) {
                throw Refusal.spec(
                        "address.world",
                        path + " keeps " + (name.isEmpty() ? "a world without a name" : "world " + name)
                                + "; a file keeps one world");
            }
        }

        @Override
        public void keep(World changed) {
            if (closed) {
                return;
            }
            String state = state();
            if (!state.equals(written)) {
                StringBuilder text = new StringBuilder();
                EntryText.write(KeptWorld.clock(changed).put("name", name), text);
                file.replace(text.append(state).toString());
                written = state;
            }
        }

        private String state() {
            StringBuilder text = new StringBuilder();
            KeptWorld.entries(world).forEach(entry -> EntryText.write(entry, text));
            EntryText.writeEnd(text);
            return text.toString();
        }

        private void close() {
            world.under(() -> closed = true);
            file.close();
        }
    }
}
