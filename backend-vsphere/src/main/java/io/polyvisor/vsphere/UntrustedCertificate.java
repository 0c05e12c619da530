package io.polyvisor.vsphere;

import java.security.cert.CertificateException;

/** A peer's certificate that was refused, with the fingerprint by which it could be pinned. */
final class UntrustedCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final String fingerprint;

    UntrustedCertificate(String why, String fingerprint, Throwable cause) {
        super(why, cause);
        this.why = why;
        this.fingerprint = fingerprint;
    }

    UntrustedCertificate(String why, String fingerprint) {
        super(why);
        this.why = why;
        this.fingerprint = fingerprint;
    }

    String why() {
        return why;
    }

    /** SHA-256 of the certificate, in hexadecimal pairs with colons. */
    String fingerprint() {
        return fingerprint;
    }
}
