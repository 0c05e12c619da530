package io.polyvisor.libvirt;

/**
 * Whatever can go wrong below a libvirt backend; unchecked, because each backend translates it in one place.
 *
 * <p>Messages carry no secrets: passphrases never reach this module's texts and libvirt's own are redacted.
 */
public abstract sealed class LibvirtFailure extends RuntimeException
        permits LibvirtFault, ConnectionClosedFailure, DeadlineFailure, LibraryMissingFailure {

    LibvirtFailure(String message) {
        super(message);
    }

    LibvirtFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
