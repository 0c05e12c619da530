package io.polyvisor.kvm;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * libvirt's faults as the contract's: the common table of codes, and what QEMU's driver says in codes that are too coarse. Texts
 * are looked at only to say more than the code does; a daemon that speaks another language falls back to the code's kind.
 */
final class KvmErrors {
    private static final List<String> ENDED = List.of(
            "is no longer running",
            "guest unexpectedly quit",
            "Unable to read from monitor",
            "Unable to write to monitor",
            "End of file from qemu monitor",
            "terminating on signal");

    private static final List<Finer> FINER = List.of(
            new Finer(
                    said -> said.is("VIR_ERR_OPERATION_FAILED") && said.text().contains("already exists"),
                    (said, about) -> new Fault.AlreadyExists(about)),
            new Finer(
                    said -> said.function().startsWith("virStorageVolCreate")
                            && said.text().contains("already in use"),
                    (said, about) -> new Fault.AlreadyExists(about)),
            new Finer(
                    KvmErrors::endedBelow,
                    (said, about) -> new Fault.Conflict(
                            "QEMU of " + about + " was ended while this went on, by another client or by the host")),
            new Finer(
                    said -> said.text().contains("No space left on device"),
                    (said, about) -> new Fault.InsufficientCapacity("storage", Optional.empty(), Optional.empty())),
            new Finer(
                    said -> said.text().contains("Cannot allocate memory"),
                    (said, about) -> new Fault.InsufficientCapacity("host memory", Optional.empty(), Optional.empty())),
            new Finer(
                    said -> said.text().contains("\"write\" lock")
                            || said.text().contains("shared \"write\""),
                    (said, about) -> new Fault.InvalidState(
                            "an image of " + about + " is in use by another guest",
                            Optional.of("stop that guest, or detach the volume from it, first"))),
            new Finer(
                    said -> said.is("VIR_ERR_CONFIG_UNSUPPORTED")
                            && said.function().contains("Snapshot"),
                    (said, about) -> new Fault.InvalidState(
                            "a disk of " + about + " cannot hold a snapshot: " + said.text(),
                            Optional.of("detach it, or copy it to a volume made here, which holds snapshots"))),
            new Finer(
                    said -> said.function().startsWith("virDomainMigrate")
                            && said.text().contains("snapshots"),
                    (said, about) -> new Fault.InvalidState(
                            "libvirt moves no guest that has snapshots, and " + about + " has some",
                            Optional.of("delete its snapshots first"))),
            new Finer(
                    said -> said.is("VIR_ERR_SNAPSHOT_REVERT_RISKY"),
                    (said, about) -> new Fault.InvalidState(
                            "the snapshot does not fit what " + about + " is now: " + said.text(),
                            Optional.of("power it off, then revert"))),
            new Finer(
                    said -> said.is("VIR_ERR_MIGRATE_UNSAFE"),
                    (said, about) -> new Fault.InvalidState(
                            "libvirt does not know that both hosts see the storage of " + about,
                            Optional.of("declare the storage as shared if it is"))),
            new Finer(
                    said -> said.is("VIR_ERR_AGENT_UNRESPONSIVE"),
                    (said, about) -> new Fault.InvalidState(
                            "the agent in " + about + " does not answer", Optional.of("install or start the agent"))),
            new Finer(
                    said -> said.text().contains("No such file or directory")
                            && said.is("VIR_ERR_SYSTEM_ERROR")
                            && said.function().startsWith("virDomain"),
                    (said, about) -> new Fault.NotFound("a file that " + about + " needs", Optional.empty())));

    private KvmErrors() {}

    /** A QEMU that gives up by itself says why behind the monitor's end; one that was killed says nothing, or by which signal. */
    private static boolean endedBelow(LibvirtFault said) {
        String text = said.text().strip();
        return ENDED.stream().anyMatch(text::contains)
                || (said.is("VIR_ERR_OPERATION_FAILED") && text.endsWith("domain is not running"))
                || text.endsWith("process exited while connecting to monitor")
                || text.endsWith("qemu unexpectedly closed the monitor");
    }

    /** One coarse answer of QEMU's driver that can be told more finely. */
    private record Finer(Predicate<LibvirtFault> applies, Refinement refined) {}

    private interface Refinement {
        Fault of(LibvirtFault said, String about);
    }

    /** libvirt answered that it did not do it. */
    static DriverException refused(LibvirtFault said, String about) {
        return DriverException.refused(fault(said, about), nativeError(said), said);
    }

    /** The connection broke below a call that changes something: nobody knows. */
    static DriverException lost(LibvirtFault said) {
        return DriverException.lost(connectionLost(said), Optional.of(nativeError(said)), said);
    }

    /** The connection broke below a call that changes nothing. */
    static DriverException unreachable(LibvirtFault said) {
        return DriverException.refused(connectionLost(said), nativeError(said), said);
    }

    private static Fault connectionLost(LibvirtFault said) {
        return new Fault.Unreachable("the connection to libvirt broke during " + said.function());
    }

    static NativeError nativeError(LibvirtFault said) {
        return new NativeError("libvirt", said.codeName() + "(" + said.code() + ")", said.text());
    }

    /** What went wrong; {@code about} names the object in words, such as "guest 1111-...". */
    static Fault fault(LibvirtFault said, String about) {
        return FINER.stream()
                .filter(row -> row.applies().test(said))
                .findFirst()
                .map(row -> row.refined().of(said, about))
                .orElseGet(() -> ofKind(LibvirtKinds.of(said.codeName()), said, about));
    }

    private static Fault ofKind(ErrorKind kind, LibvirtFault said, String about) {
        String text = said.text();
        return switch (kind) {
            case NOT_FOUND -> new Fault.NotFound(about, Optional.empty());
            case AMBIGUOUS -> new Fault.Ambiguous(about, List.of(text));
            case ALREADY_EXISTS -> new Fault.AlreadyExists(about);
            case INVALID_STATE -> new Fault.InvalidState(text, Optional.empty());
            case BUSY -> new Fault.Busy(text);
            case UNSUPPORTED -> new Fault.Unsupported(about, text);
            case INVALID_SPEC -> new Fault.InvalidSpec(List.of(new SpecProblem(about, text)));
            case INSUFFICIENT_CAPACITY -> new Fault.InsufficientCapacity(text, Optional.empty(), Optional.empty());
            case DENIED -> new Fault.Denied(text);
            case AUTHENTICATION_FAILED -> new Fault.AuthenticationFailed(text);
            case UNREACHABLE -> new Fault.Unreachable(text);
            case UNTRUSTED -> new Fault.Untrusted(text, Optional.empty());
            case CANCELLED -> new Fault.Cancelled(text);
            case PARTIAL_FAILURE -> new Fault.PartialFailure(List.of(), List.of(text), List.of());
            case DEADLINE_EXCEEDED, CONFLICT, BACKEND_FAULT -> new Fault.BackendFault(text);
        };
    }
}
