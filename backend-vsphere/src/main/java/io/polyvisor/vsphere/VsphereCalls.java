package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The only way to the vSphere API. {@code about} names the object in words, such as "guest vm-12". Every failure leaves as a
 * {@link DriverException}; each request ends by the call's deadline, the reply's body included.
 *
 * <p>A lost reply leaves the outcome UNKNOWN, a refusal by the service is NOT_APPLIED. Nothing is sent twice but reads and goals,
 * once, after the service said that the session was over and it was renewed. A call tells {@link Call#onCancel} itself how to abort.
 *
 * <p>Thread-safe.
 */
final class VsphereCalls {
    private final VsphereSession session;
    private final boolean beforeChange;

    VsphereCalls(VsphereSession session) {
        this(session, false);
    }

    private VsphereCalls(VsphereSession session, boolean beforeChange) {
        this.session = session;
        this.beforeChange = beforeChange;
    }

    /** The same for reads that prepare a change: what fails there is NOT_APPLIED, as nothing was changed yet. */
    VsphereCalls beforeChange() {
        return new VsphereCalls(session, true);
    }

    /** Reads; asked again once when the session had to be renewed. UNKNOWN means that the reply was lost. */
    <T> T read(String about, Call call, VimCall<T> vim) {
        return send(VerbClass.READ, about, call, abort -> call.onCancel(abort), vim);
    }

    /** Asks for a goal; asked again once when the session had to be renewed. */
    <T> T goal(String about, Call call, VimCall<T> vim) {
        return send(VerbClass.GOAL, about, call, whenLate(call), vim);
    }

    /** Makes something under our key; never sent twice, and UNKNOWN when its reply was lost. */
    <T> T keyed(String about, Call call, VimCall<T> vim) {
        return send(VerbClass.KEYED, about, call, whenLate(call), vim);
    }

    /** Does something that happens once; never sent twice, and UNKNOWN when its reply was lost. */
    <T> T once(String about, Call call, VimCall<T> vim) {
        return send(VerbClass.ONCE, about, call, whenLate(call), vim);
    }

    /**
     * Starts a task under that class's rules and waits for its end; progress is reported, cancelling goes through the task.
     *
     * @return the task's result, if it has one
     */
    Optional<Object> task(VerbClass kind, String about, Call call, VimCall<ManagedObjectReference> start) {
        TaskWaiting waiting = new TaskWaiting(session, about, call);
        call.onCancel(waiting::cancel);
        return waiting.forEndOf(send(kind, about, call, abort -> {}, start));
    }

    /** Reads properties in bulk, page by page; an ended session is renewed and never read as something absent. */
    List<PropertyRow> properties(String about, Call call, PropertyFilterSpec... filters) {
        return read(
                about, call, vim -> PropertyPages.read(vim, session.content().getPropertyCollector(), filters));
    }

    /** Proves that the service answers and the session lives: who asks for the time must be logged in. */
    void ping(Call call) {
        Object unused = send(VerbClass.READ, "the clock", call, abort -> {}, vim -> vim.currentTime(SessionLogin.ROOT));
    }

    /** What changes something is not torn off while it has time; after that the core wants its thread back. */
    private static Consumer<Runnable> whenLate(Call call) {
        return abort -> call.onCancel(() -> {
            if (call.remaining().isZero()) {
                abort.run();
            }
        });
    }

    /**
     * One request under the rules of a class.
     *
     * @param abortable takes the way to give the request up while it runs
     */
    <T> T send(VerbClass kind, String about, Call call, Consumer<Runnable> abortable, VimCall<T> vim) {
        SoapTicket ticket = session.ticket();
        try {
            return vim.on(session.vim(ticket, call, abortable));
        } catch (SoapFault refusal) {
            if (!refusal.saysSessionEnded()) {
                throw judged(VsphereErrors.of(refusal, about));
            }
            session.renew(ticket, call);
            if (kind == VerbClass.READ || kind == VerbClass.GOAL) {
                return again(about, call, abortable, vim);
            }
            throw endedBefore(about, refusal);
        } catch (RemoteException | RuntimeException e) {
            throw judged(translated(e, about));
        }
    }

    private <T> T again(String about, Call call, Consumer<Runnable> abortable, VimCall<T> vim) {
        try {
            return vim.on(session.vim(session.ticket(), call, abortable));
        } catch (RemoteException | RuntimeException e) {
            throw judged(translated(e, about));
        }
    }

    private static DriverException translated(Exception thrown, String about) {
        if (thrown instanceof DriverException known) {
            return known;
        }
        return thrown instanceof RemoteException remote
                ? VsphereErrors.of(remote, about)
                : VsphereErrors.broken(thrown, about);
    }

    private DriverException judged(DriverException failure) {
        return beforeChange
                ? DriverException.refused(
                        failure.fault(), failure.nativeError().orElse(new NativeError("vim25", "", "")), failure)
                : failure;
    }

    private static DriverException endedBefore(String about, SoapFault refusal) {
        return DriverException.refused(
                new Fault.Unreachable("the session had ended when " + about
                        + " was to be changed; it is open again, and nothing was changed"),
                new NativeError("vim25", "NotAuthenticated", refusal.text()),
                refusal);
    }
}
