package io.polyvisor.kvm;

import io.polyvisor.libvirt.LibvirtUri;
import java.util.Optional;

/** Where the source's QEMU sends a guest's memory. Pure. */
final class MigrationAddress {
    private MigrationAddress() {}

    /**
     * The address to name; empty where the target's own host name, which libvirt would take, is the best guess. The name in the
     * target's URI is one that works from here at least; a target's own idea of its name often resolves nowhere.
     */
    static Optional<String> of(LibvirtUri source, LibvirtUri target) {
        if (target.host().isPresent()) {
            return target.host().map(host -> "tcp://" + host);
        }
        // Two daemons on this machine; a remote source would not find this machine by any name that is known here.
        return source.host().isEmpty() ? Optional.of("tcp://127.0.0.1") : Optional.empty();
    }
}
