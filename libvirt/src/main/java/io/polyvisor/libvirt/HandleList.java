package io.polyvisor.libvirt;

import java.util.Iterator;
import java.util.List;

/**
 * Handles that a listing gave, closed together. Immutable and thread-safe as the handles are.
 *
 * @param <H> the type of handle
 */
public final class HandleList<H extends NativeHandle<?>> implements AutoCloseable, Iterable<H> {

    private final List<H> handles;

    HandleList(List<H> handles) {
        this.handles = List.copyOf(handles);
    }

    /** The handles, in libvirt's order; unmodifiable. */
    public List<H> asList() {
        return handles;
    }

    @Override
    public Iterator<H> iterator() {
        return handles.iterator();
    }

    /** Closes every handle; idempotent. */
    @Override
    public void close() {
        handles.forEach(NativeHandle::close);
    }
}
