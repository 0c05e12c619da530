package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One client's connection to a site. Thread-safe. */
final class MemorySession {
    private final Site site;
    private final Runnable leave;
    private final Profile profile;
    private final Views views;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    MemorySession(SiteAddress.Entered entered, Profile profile) {
        this.site = entered.site();
        this.leave = entered.leave();
        this.profile = profile;
        this.views = new Views(site, profile);
    }

    Site site() {
        return site;
    }

    World world() {
        return site.world();
    }

    Profile profile() {
        return profile;
    }

    Views views() {
        return views;
    }

    /** Asks or changes the site while nobody else does; refused once the connection is closed. */
    <T> T ask(Supplier<T> work) {
        if (closed.get()) {
            throw Refusal.of(new Fault.Unreachable("the connection was closed"));
        }
        return world().under(work);
    }

    /** Changes the site while nobody else does; refused once the connection is closed. */
    void change(Runnable work) {
        ask(() -> {
            work.run();
            return true;
        });
    }

    /** What must be done even after the connection was closed: the site itself does it. */
    void always(Runnable work) {
        world().under(work);
    }

    /** Something that lives no longer than the connection. */
    interface Part {
        /** Ends it; idempotent. */
        void close();
    }

    /** What must end when the connection is closed, unless it ends before. */
    void atClose(Part part) {
        parts.add(part);
    }

    /** That part ended by itself. */
    void isClosed(Part part) {
        parts.remove(part);
    }

    void close() {
        if (!closed.getAndSet(true)) {
            parts.forEach(Part::close);
            leave.run();
        }
    }
}
