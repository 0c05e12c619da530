package io.polyvisor.vsphere;

import java.rmi.RemoteException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an exchange brought no answer of the service: nothing came, not in time, not from whom it should, or nothing that can be read. */
final class SoapFailure extends RemoteException {
    private static final long serialVersionUID = 1L;

    /** What went wrong on the way. */
    enum Reason {
        /** The deadline passed. */
        LATE,
        /** The caller wants no answer any more. */
        CALLED_OFF,
        /** Nobody answers, the connection broke, or a proxy says that the service is away. */
        UNREACHABLE,
        /** The certificate is not one that is trusted. */
        UNTRUSTED,
        /** Somebody answered, but not as the service does. */
        FOREIGN,
        /** The request holds what XML cannot carry. */
        UNSENDABLE
    }

    private final Reason reason;
    private final String why;
    private final boolean sent;
    private final transient Optional<String> fingerprint;

    private SoapFailure(
            Reason reason, String why, boolean sent, Optional<String> fingerprint, @Nullable Throwable cause) {
        super(why, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.why = why;
        this.sent = sent;
        this.fingerprint = fingerprint;
    }

    /** A failure before the first byte of the request went out. */
    static SoapFailure unsent(Reason reason, String why, @Nullable Throwable cause) {
        return new SoapFailure(reason, why, false, Optional.empty(), cause);
    }

    /** A failure after which nobody knows whether the request was heard. */
    static SoapFailure afterSending(Reason reason, String why, @Nullable Throwable cause) {
        return new SoapFailure(reason, why, true, Optional.empty(), cause);
    }

    /** A failure that came before or after the request went out. */
    static SoapFailure of(Reason reason, String why, boolean sent, @Nullable Throwable cause) {
        return new SoapFailure(reason, why, sent, Optional.empty(), cause);
    }

    /** The peer's certificate was refused, so that nothing was sent. */
    static SoapFailure untrusted(UntrustedCertificate refusal) {
        return new SoapFailure(Reason.UNTRUSTED, refusal.why(), false, Optional.of(refusal.fingerprint()), refusal);
    }

    /** The same without any word of the peer's or about what it said, as that may repeat what was sent. */
    SoapFailure withoutWords() {
        String ours = reason == Reason.FOREIGN ? "its answer is not that of vSphere" : why;
        return reason == Reason.UNTRUSTED ? this : new SoapFailure(reason, ours, sent, fingerprint, null);
    }

    Reason reason() {
        return reason;
    }

    String why() {
        return why;
    }

    /** Whether the request may have been heard. */
    boolean sent() {
        return sent;
    }

    Optional<String> fingerprint() {
        return fingerprint;
    }
}
