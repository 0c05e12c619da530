package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import io.polyvisor.error.Fault;
import io.polyvisor.model.Progress;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one task: asks for its state at growing intervals, over renewed sessions and broken connections, until it ended or the
 * call's time did. Cancelling asks the service to abort it; how it ended is told by the task all the same.
 */
final class TaskWaiting {
    private static final Logger LOG = System.getLogger(TaskWaiting.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration CANCEL_PATIENCE = Duration.ofMillis(400);

    /** A task that is aborted because its time is over may still tell how it ended, before the core gives up on us. */
    private static final Duration GRACE = Duration.ofMillis(400);

    private final VsphereSession session;
    private final String about;
    private final Call call;
    private final AtomicBoolean cancelSent = new AtomicBoolean();
    private volatile boolean cancelWanted;
    private volatile boolean over;
    private volatile @Nullable ManagedObjectReference task;

    TaskWaiting(VsphereSession session, String about, Call call) {
        this.session = session;
        this.about = about;
        this.call = call;
    }

    /** Aborts the task, now or once it is known; may be called from any thread, and blocks for less than half a second. */
    void cancel() {
        cancelWanted = true;
        ManagedObjectReference known = task;
        if (known != null && !over && cancelSent.compareAndSet(false, true)) {
            abort(known);
        }
    }

    private void abort(ManagedObjectReference known) {
        try {
            Object unused = session.calls()
                    .send(VerbClass.ONCE, about, OwnCall.within(CANCEL_PATIENCE), abort -> {}, vim -> {
                        vim.cancelTask(known);
                        return true;
                    });
        } catch (DriverException e) {
            LOG.log(Level.DEBUG, "the task about {0} cannot be aborted: {1}", about, e.getMessage());
        }
    }

    /** Waits for the end of a task that was started; its result, if it has one. */
    Optional<Object> forEndOf(ManagedObjectReference started) {
        task = started;
        if (cancelWanted) {
            cancel();
        }
        try {
            return result(ended(started));
        } finally {
            over = true;
        }
    }

    private Optional<Object> result(TaskInfo ended) {
        if (ended.getState() == TaskInfoState.success) {
            return Optional.ofNullable(ended.getResult());
        }
        if (ended.getError() == null) {
            throw DriverException.lost(
                    new Fault.BackendFault("the task about " + about + " failed without saying why"),
                    Optional.empty(),
                    null);
        }
        throw VsphereErrors.ofTask(ended.getError(), about);
    }

    private TaskInfo ended(ManagedObjectReference started) {
        Duration pause = FIRST_PAUSE;
        Call until = call;
        while (true) {
            if (until == call && call.remaining().isZero()) {
                cancel();
                until = OwnCall.within(GRACE);
            }
            Optional<TaskInfo> info = look(started, until);
            if (info.isPresent() && isOver(info.get())) {
                return info.get();
            }
            info.ifPresent(this::report);
            if (until != call && until.remaining().isZero()) {
                throw late();
            }
            sleep(pause, until);
            pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
    }

    private static boolean isOver(TaskInfo info) {
        return info.getState() == TaskInfoState.success || info.getState() == TaskInfoState.error;
    }

    /** What the task says now; empty when nobody answers at the moment, as the task goes on all the same. */
    private Optional<TaskInfo> look(ManagedObjectReference started, Call until) {
        try {
            return session
                    .calls()
                    .send(
                            VerbClass.READ,
                            about,
                            until,
                            abort -> {},
                            vim -> PropertyPages.read(vim, session.content().getPropertyCollector(), infoOf(started)))
                    .stream()
                    .findFirst()
                    .map(this::info);
        } catch (DriverException e) {
            if (e.fault() instanceof Fault.Unreachable || e.fault() instanceof Fault.DeadlineExceeded) {
                LOG.log(Level.DEBUG, "the task about {0} cannot be seen: {1}", about, e.getMessage());
                return Optional.empty();
            }
            Fault why = e.fault() instanceof Fault.NotFound
                    ? new Fault.BackendFault("the service forgot the task about " + about)
                    : e.fault();
            throw DriverException.lost(why, e.nativeError(), e);
        }
    }

    private TaskInfo info(PropertyRow row) {
        return row.value("info", TaskInfo.class)
                .orElseThrow(() -> DriverException.lost(
                        new Fault.BackendFault("the task about " + about + " does not tell its state"),
                        Optional.empty(),
                        null));
    }

    private void report(TaskInfo info) {
        Integer percent = info.getProgress();
        String phase = info.getState() == TaskInfoState.queued ? "queued" : "running";
        call.report(
                percent == null || percent < 0 || percent > 100
                        ? Progress.of(phase)
                        : Progress.of(phase, percent / 100.0));
    }

    private DriverException late() {
        return DriverException.lost(
                new Fault.DeadlineExceeded("waiting for the task about " + about), Optional.empty(), null);
    }

    private void sleep(Duration pause, Call until) {
        try {
            call.time().sleep(shorter(pause, until.remaining()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.lost(new Fault.Cancelled("waiting for the task about " + about), Optional.empty(), e);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static PropertyFilterSpec infoOf(ManagedObjectReference task) {
        ObjectSpec object = new ObjectSpec();
        object.setObj(task);
        PropertySpec property = new PropertySpec();
        property.setType("Task");
        property.setPathSet(new String[] {"info"});
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {object});
        filter.setPropSet(new PropertySpec[] {property});
        return filter;
    }
}
