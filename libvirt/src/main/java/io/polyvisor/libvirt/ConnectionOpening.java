package io.polyvisor.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;

/** Opens on a thread of its own, because a daemon that accepts but does not answer blocks libvirt for ever. */
final class ConnectionOpening {

    private static final Logger LOG = System.getLogger(ConnectionOpening.class.getName());

    private static final int READ_ONLY = 1;

    private final LibvirtNative libvirt;
    private final LibvirtUri uri;
    private final ConnectOptions options;
    private final CompletableFuture<ConnectionPointer> opened = new CompletableFuture<>();

    ConnectionOpening(LibvirtNative libvirt, LibvirtUri uri, ConnectOptions options) {
        this.libvirt = libvirt;
        this.uri = uri;
        this.options = options;
    }

    ConnectionPointer await() throws InterruptedException {
        Thread opener = new Thread(this::open, "polyvisor-libvirt-open");
        opener.setDaemon(true);
        opener.start();
        try {
            return opened.get(options.openDeadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp();
            throw new DeadlineFailure("opening " + uri, options.openDeadline());
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** From now on whoever has the pointer closes it: the opener if it comes later, we if it came just now. */
    private void giveUp() {
        if (!opened.cancel(false) && !opened.isCompletedExceptionally()) {
            closeAtOnce(opened.join());
        }
    }

    private void closeAtOnce(ConnectionPointer pointer) {
        if (libvirt.virConnectClose(pointer) < 0) {
            LOG.log(Level.WARNING, "closing failed", NativeErrors.last(libvirt, "virConnectClose"));
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof LibvirtFault fault) {
            return fault;
        }
        return new IllegalStateException("opening failed inside the Java bindings", cause);
    }

    private void open() {
        try {
            ConnectionPointer pointer = openNatively();
            if (!opened.complete(pointer)) {
                closeAtOnce(pointer);
            }
        } catch (RuntimeException | LinkageError e) {
            opened.completeExceptionally(e);
        }
    }

    private ConnectionPointer openNatively() {
        AuthQuestions questions = new AuthQuestions(options.credentials());
        int flags = options.readOnly() ? READ_ONLY : 0;
        try {
            ConnectionPointer pointer = libvirt.virConnectOpenAuth(uri.forLibvirt(), questions.structure(), flags);
            if (pointer == null) {
                throw NativeErrors.last(libvirt, "virConnectOpenAuth");
            }
            return pointer;
        } finally {
            Reference.reachabilityFence(questions);
        }
    }
}
