package io.polyvisor.apply.site;

/** What files and endpoints say cannot be one site; the message says why, and what to do. Immutable. */
public final class SiteRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SiteRefusedException(String message) {
        super(message);
    }
}
