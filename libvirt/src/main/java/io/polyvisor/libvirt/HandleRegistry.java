package io.polyvisor.libvirt;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The native objects of one connection that are not freed yet. */
final class HandleRegistry {

    private final Set<NativeHandle<?>> live = ConcurrentHashMap.newKeySet();

    void add(NativeHandle<?> handle) {
        live.add(handle);
    }

    void remove(NativeHandle<?> handle) {
        live.remove(handle);
    }

    int count() {
        return live.size();
    }

    List<NativeHandle<?>> snapshot() {
        return List.copyOf(live);
    }
}
