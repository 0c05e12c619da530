package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes the {@link ProcessTouches}, each at most once. */
final class ProcessWide {

    private static final Logger LOG = System.getLogger(ProcessWide.class.getName());

    // libvirt keeps the C pointer only: an unreferenced callback would be collected and then silently not be called.
    private static final LibvirtNative.ErrorCallback QUIET = new Quiet();

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(100);

    private static boolean loopRuns;
    private static boolean errorsAreQuiet;

    private ProcessWide() {}

    static synchronized void touch(LibvirtNative libvirt, ProcessTouches touches) {
        if (touches.errorCallback() && !errorsAreQuiet) {
            libvirt.virSetErrorFunc(null, QUIET);
            errorsAreQuiet = true;
        }
        if (touches.eventLoop() && !loopRuns) {
            startLoop(libvirt);
            loopRuns = true;
        }
    }

    private static void startLoop(LibvirtNative libvirt) {
        if (libvirt.virEventRegisterDefaultImpl() < 0) {
            throw NativeErrors.last(libvirt, "virEventRegisterDefaultImpl");
        }
        Thread loop = new Thread(() -> runForEver(libvirt), "polyvisor-libvirt-events");
        loop.setDaemon(true);
        loop.start();
    }

    private static void runForEver(LibvirtNative libvirt) {
        while (true) {
            if (libvirt.virEventRunDefaultImpl() < 0) {
                LOG.log(Level.WARNING, "libvirt's event loop failed one round", lastError(libvirt));
                LockSupport.parkNanos(PAUSE_AFTER_ERROR.toNanos());
            }
        }
    }

    private static LibvirtFault lastError(LibvirtNative libvirt) {
        return NativeErrors.last(libvirt, "virEventRunDefaultImpl");
    }

    private static final class Quiet implements LibvirtNative.ErrorCallback {
        @Override
        public void invoke(@Nullable Pointer userData, Pointer error) {
            // Errors are read by the thread that called, right after its call.
        }
    }
}
