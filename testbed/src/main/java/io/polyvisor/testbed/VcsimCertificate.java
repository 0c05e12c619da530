package io.polyvisor.testbed;

/** What a simulated vCenter shows to those who connect. */
public enum VcsimCertificate {
    /** Signed by the testbed's authority, for {@code localhost} and {@code 127.0.0.1}. */
    RIGHT("server"),
    /** Signed by the testbed's authority, for another host. */
    WRONG_NAME("elsewhere"),
    /** Signed by the testbed's authority, for the right host, until yesterday. */
    EXPIRED("server"),
    /** For the right host, signed by nobody but itself. */
    UNKNOWN_ISSUER("server");

    private final String extensions;

    VcsimCertificate(String extensions) {
        this.extensions = extensions;
    }

    /** The section of openssl's configuration that says what the certificate is for. */
    String extensions() {
        return extensions;
    }
}
