package io.polyvisor.vsphere;

import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.ToolsUnavailable;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service's refusals, and what happens on the way to it, as the contract's faults and outcomes. Texts are only passed on: the
 * service speaks the language of its session.
 */
final class VsphereErrors {

    private VsphereErrors() {}

    /** What a request came to; {@code about} names the object in words, such as "guest vm-12". */
    static DriverException of(RemoteException thrown, String about) {
        if (thrown instanceof SoapFault refusal) {
            return refused(refusal, about);
        }
        if (thrown instanceof SoapFailure failure) {
            return failed(failure, about);
        }
        return broken(thrown, about);
    }

    /** The answer did not fit its place, so it does not tell what was done. */
    static DriverException broken(Exception thrown, String about) {
        return DriverException.lost(
                new Fault.BackendFault("the reply about " + about + " makes no sense: "
                        + thrown.getClass().getSimpleName()),
                Optional.empty(),
                thrown);
    }

    /** A task that ended in failure. */
    static DriverException ofTask(LocalizedMethodFault said, String about) {
        MethodFault fault = said.getFault() == null ? new UnknownFault("") : said.getFault();
        String text = said.getLocalizedMessage() == null ? "" : said.getLocalizedMessage();
        return of(fault, text, about, null);
    }

    private static DriverException refused(SoapFault refusal, String about) {
        return of(refusal.detail().orElseGet(() -> new UnknownFault("")), refusal.text(), about, refusal);
    }

    private static DriverException of(MethodFault fault, String text, String about, @Nullable Throwable cause) {
        NativeError said = nativeError(fault, text);
        Fault means = fault(fault, text, about);
        return VsphereFaultKinds.leavesOutcomeOpen(fault)
                ? DriverException.lost(means, Optional.of(said), cause)
                : DriverException.refused(means, said, cause);
    }

    private static DriverException failed(SoapFailure failure, String about) {
        Fault means = fault(failure, about);
        if (!failure.sent()) {
            return DriverException.refused(means, said(failure), failure);
        }
        return DriverException.lost(means, Optional.of(said(failure)), failure);
    }

    private static NativeError said(SoapFailure failure) {
        return new NativeError("vim25", failure.reason().name(), failure.why());
    }

    static NativeError nativeError(MethodFault fault, String text) {
        return new NativeError("vim25", UnknownFault.nameOf(fault), text);
    }

    private static Fault fault(SoapFailure failure, String about) {
        String why = failure.why();
        return switch (failure.reason()) {
            case LATE -> new Fault.DeadlineExceeded(why + " about " + about);
            case CALLED_OFF -> new Fault.Cancelled("asking about " + about);
            case UNREACHABLE -> new Fault.Unreachable(why);
            case UNTRUSTED -> new Fault.Untrusted(why, failure.fingerprint());
            case FOREIGN -> new Fault.BackendFault(why);
            case UNSENDABLE -> new Fault.InvalidSpec(List.of(new SpecProblem(about, why)));
        };
    }

    /** What went wrong. */
    static Fault fault(MethodFault fault, String text, String about) {
        if (fault instanceof InvalidPowerState state && state.getExistingState() != null) {
            return new Fault.InvalidState(about + " is " + state.getExistingState(), Optional.empty());
        }
        if (fault instanceof ToolsUnavailable) {
            return new Fault.InvalidState(
                    "VMware Tools do not run in " + about,
                    Optional.of("install or start them in the guest, or power it off"));
        }
        if (fault instanceof ManagedObjectNotFound missing) {
            return new Fault.NotFound(missing(missing, about), Optional.empty());
        }
        String name = UnknownFault.nameOf(fault);
        String words = text.isBlank() ? name : name.isEmpty() ? text : name + ", " + text;
        return ofKind(VsphereFaultKinds.of(fault), words, about);
    }

    private static String missing(ManagedObjectNotFound missing, String about) {
        String id = missing.getObj() == null ? null : missing.getObj().getVal();
        return id == null || about.contains(id) ? about : missing.getObj().getType() + " " + id;
    }

    private static Fault ofKind(ErrorKind kind, String words, String about) {
        return switch (kind) {
            case NOT_FOUND -> new Fault.NotFound(about, Optional.empty());
            case AMBIGUOUS -> new Fault.Ambiguous(about, List.of(words));
            case ALREADY_EXISTS -> new Fault.AlreadyExists(about);
            case INVALID_STATE -> new Fault.InvalidState(about + ": " + words, Optional.empty());
            case BUSY -> new Fault.Busy(about + ": " + words);
            case UNSUPPORTED -> new Fault.Unsupported(about, words);
            case INVALID_SPEC -> new Fault.InvalidSpec(List.of(new SpecProblem(about, words)));
            case INSUFFICIENT_CAPACITY -> new Fault.InsufficientCapacity(words, Optional.empty(), Optional.empty());
            case DENIED -> new Fault.Denied(about + ": " + words);
            case AUTHENTICATION_FAILED -> new Fault.AuthenticationFailed(words);
            case UNREACHABLE -> new Fault.Unreachable(words);
            case UNTRUSTED -> new Fault.Untrusted(words, Optional.empty());
            case DEADLINE_EXCEEDED -> new Fault.DeadlineExceeded("the service waited: " + words);
            case CANCELLED -> new Fault.Cancelled("it was aborted: " + words);
            case CONFLICT -> new Fault.Conflict(about + ": " + words);
            case PARTIAL_FAILURE, BACKEND_FAULT -> new Fault.BackendFault(about + ": " + words);
        };
    }
}
