package io.polyvisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/**
 * The C callbacks of domain events, one constant per signature and kind; the opaque pointer carries the number of the
 * buffer that an event goes to. They run on the event loop, hand over and return: they never block and never throw.
 */
final class EventCallbacks {

    interface Plain extends Callback {
        void invoke(Pointer connection, Pointer domain, @Nullable Pointer opaque);
    }

    interface OneNumber extends Callback {
        void invoke(Pointer connection, Pointer domain, int number, @Nullable Pointer opaque);
    }

    interface TwoNumbers extends Callback {
        int invoke(Pointer connection, Pointer domain, int first, int second, @Nullable Pointer opaque);
    }

    interface OneLong extends Callback {
        void invoke(Pointer connection, Pointer domain, long number, @Nullable Pointer opaque);
    }

    interface OneText extends Callback {
        void invoke(Pointer connection, Pointer domain, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface NumberAndText extends Callback {
        void invoke(Pointer connection, Pointer domain, int number, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface TextAndNumbers extends Callback {
        void invoke(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer text,
                int first,
                int second,
                @Nullable Pointer opaque);
    }

    interface Parameters extends Callback {
        void invoke(Pointer connection, Pointer domain, @Nullable Pointer array, int count, @Nullable Pointer opaque);
    }

    interface IoErrorReason extends Callback {
        void invoke(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer path,
                @Nullable Pointer device,
                int action,
                @Nullable Pointer reason,
                @Nullable Pointer opaque);
    }

    private static final Logger LOG = System.getLogger(EventCallbacks.class.getName());
    private static final int IO_ERROR_PAUSE = 1;
    private static final int AGENT_CONNECTED = 1;
    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Map<Long, EventBuffer> BUFFERS = new ConcurrentHashMap<>();

    private static final TwoNumbers LIFECYCLE = (c, domain, event, detail, to) -> {
        hand(to, domain, d -> new LibvirtEvent.Lifecycle(d, LibvirtEvent.Change.of(event), detail));
        return 0;
    };
    private static final Plain REBOOT = (c, domain, to) -> hand(to, domain, LibvirtEvent.Reboot::new);
    private static final OneNumber WATCHDOG =
            (c, domain, action, to) -> hand(to, domain, d -> new LibvirtEvent.Watchdog(d, action));
    private static final IoErrorReason IO_ERROR = (c, domain, path, device, action, reason, to) -> hand(
            to,
            domain,
            d -> new LibvirtEvent.IoError(d, text(path), text(device), action == IO_ERROR_PAUSE, text(reason)));
    private static final Plain CONTROL_ERROR = (c, domain, to) -> hand(to, domain, LibvirtEvent.ControlError::new);
    private static final OneLong BALLOON_CHANGE =
            (c, domain, kib, to) -> hand(to, domain, d -> new LibvirtEvent.BalloonChange(d, kib));
    private static final OneText DEVICE_REMOVED =
            (c, domain, alias, to) -> hand(to, domain, d -> new LibvirtEvent.DeviceRemoved(d, text(alias)));
    private static final TextAndNumbers BLOCK_JOB = (c, domain, disk, type, status, to) ->
            hand(to, domain, d -> new LibvirtEvent.BlockJob(d, text(disk), type, status));
    private static final TwoNumbers AGENT_CHANGE = (c, domain, state, reason, to) -> {
        hand(to, domain, d -> new LibvirtEvent.AgentChange(d, state == AGENT_CONNECTED));
        return 0;
    };
    private static final OneText DEVICE_ADDED =
            (c, domain, alias, to) -> hand(to, domain, d -> new LibvirtEvent.DeviceAdded(d, text(alias)));
    private static final OneNumber MIGRATION_ITERATION =
            (c, domain, pass, to) -> hand(to, domain, d -> new LibvirtEvent.MigrationIteration(d, pass));
    private static final Parameters JOB_COMPLETED = (c, domain, array, count, to) ->
            hand(to, domain, d -> new LibvirtEvent.JobCompleted(d, TypedParameters.read(array, count)));
    private static final OneText DEVICE_REMOVAL_FAILED =
            (c, domain, alias, to) -> hand(to, domain, d -> new LibvirtEvent.DeviceRemovalFailed(d, text(alias)));
    private static final NumberAndText METADATA_CHANGE = (c, domain, type, uri, to) -> hand(
            to,
            domain,
            d -> new LibvirtEvent.MetadataChange(d, Optional.of(text(uri)).filter(u -> !u.isEmpty())));

    private EventCallbacks() {}

    /** A constant of the process, so that libvirt never calls code that is gone. */
    static Callback of(EventKind kind) {
        return switch (kind) {
            case LIFECYCLE -> LIFECYCLE;
            case REBOOT -> REBOOT;
            case WATCHDOG -> WATCHDOG;
            case IO_ERROR -> IO_ERROR;
            case CONTROL_ERROR -> CONTROL_ERROR;
            case BALLOON_CHANGE -> BALLOON_CHANGE;
            case DEVICE_REMOVED -> DEVICE_REMOVED;
            case BLOCK_JOB -> BLOCK_JOB;
            case AGENT_CHANGE -> AGENT_CHANGE;
            case DEVICE_ADDED -> DEVICE_ADDED;
            case MIGRATION_ITERATION -> MIGRATION_ITERATION;
            case JOB_COMPLETED -> JOB_COMPLETED;
            case DEVICE_REMOVAL_FAILED -> DEVICE_REMOVAL_FAILED;
            case METADATA_CHANGE -> METADATA_CHANGE;
        };
    }

    /** From now on events whose opaque pointer carries the returned number go to {@code buffer}. */
    static long admit(EventBuffer buffer) {
        long number = NEXT.getAndIncrement();
        BUFFERS.put(number, buffer);
        return number;
    }

    /** Late events of that number are dropped. */
    static void dismiss(long number) {
        BUFFERS.remove(number);
    }

    private static void hand(@Nullable Pointer to, Pointer domain, Function<DomainIdentity, LibvirtEvent> event) {
        try {
            EventBuffer buffer = BUFFERS.get(Pointer.nativeValue(to));
            if (buffer != null) {
                buffer.put(event.apply(identity(domain)));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a libvirt event was lost", e);
        }
    }

    /** The domain is borrowed for the call; reading it needs no round trip. */
    private static DomainIdentity identity(Pointer raw) {
        DomainPointer domain = new DomainPointer();
        domain.setPointer(raw);
        return DomainHandle.identity(NativeLibraries.libvirt(), domain);
    }

    private static String text(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }
}
