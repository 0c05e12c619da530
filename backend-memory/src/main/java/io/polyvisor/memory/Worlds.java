package io.polyvisor.memory;

import io.polyvisor.spi.TimeSource;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The worlds of this JVM. On real time a named world lives as long as the JVM, so that one connection finds what another left; on any
 * other clock it lives as long as the clock and somebody who uses it, and is seen through that clock only.
 */
final class Worlds {
    private static final Map<String, World> REAL = new HashMap<>();
    private static final Map<TimeSource, Map<String, WeakReference<World>>> VIRTUAL = new WeakHashMap<>();

    private Worlds() {}

    static synchronized World named(String name, TimeSource time) {
        if (time == TimeSource.system()) {
            return REAL.computeIfAbsent(name, any -> new World(time));
        }
        Map<String, WeakReference<World>> worlds = VIRTUAL.computeIfAbsent(time, any -> new HashMap<>());
        WeakReference<World> known = worlds.get(name);
        World world = known == null ? null : known.get();
        if (world == null) {
            world = new World(time);
            worlds.put(name, new WeakReference<>(world));
        }
        return world;
    }
}
