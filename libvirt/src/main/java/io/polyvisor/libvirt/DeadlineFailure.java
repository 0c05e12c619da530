package io.polyvisor.libvirt;

import java.time.Duration;

/** A wait of this module's own passed its deadline; whether the other side acted is not known. */
public final class DeadlineFailure extends LibvirtFailure {

    DeadlineFailure(String what, Duration deadline) {
        super(what + " did not finish within " + deadline.toMillis() + " ms");
    }
}
