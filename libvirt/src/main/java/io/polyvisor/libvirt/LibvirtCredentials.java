package io.polyvisor.libvirt;

import java.util.Optional;

/**
 * Answers what a server asks while a connection opens (SASL).
 *
 * <p>Called on a thread of this module, between the call of {@link LibvirtConnection#open} and its return; must not call
 * libvirt. An exception is logged without its message and counts as no answer.
 */
@FunctionalInterface
public interface LibvirtCredentials {

    /** What libvirt asks for; other questions of its protocol are never answered. */
    enum Question {
        /** {@code VIR_CRED_AUTHNAME}: the identity to act as. */
        AUTHNAME,
        /** {@code VIR_CRED_PASSPHRASE}. */
        PASSPHRASE
    }

    /** The answer, or empty to give up; the array is overwritten with zeros after use. */
    Optional<char[]> answer(Question question);

    /** Gives up whatever is asked. */
    static LibvirtCredentials none() {
        return question -> Optional.empty();
    }
}
