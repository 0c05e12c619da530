package io.polyvisor.testbed;

/** The ways into a private host. */
public enum Transport {

    /** A socket in the file system; always there. */
    UNIX,

    /** Plain TCP on the loopback interface; anybody on this machine may come in. */
    TCP,

    /** TLS with certificates of the host's own authority, for server and client. */
    TLS,

    /** TLS as above, and a user name with a password (SASL SCRAM-SHA-256). */
    TLS_AND_PASSWORD,

    /** SSH with a key pair of the host's own. */
    SSH
}
