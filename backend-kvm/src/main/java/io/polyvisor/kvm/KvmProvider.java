package io.polyvisor.kvm;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.Set;

/**
 * QEMU/KVM hosts through libvirt: {@code qemu:///system}, {@code qemu:///session}, {@code qemu+ssh://host/system},
 * {@code qemu+tls://}, {@code qemu+unix:///system?socket=...}, and {@code qemu+tcp://} where plaintext is allowed in so many words.
 *
 * <p>Beside libvirt's own parameters an address takes {@code virt}: {@code kvm} makes guests that use the host's hardware, {@code
 * qemu} makes emulated ones. Without it, hardware is used once a guest of that type was seen whose operating system came up: a host
 * may offer hardware on which no guest boots, so its own word is not taken.
 */
public final class KvmProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public KvmProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("qemu", "qemu+ssh", "qemu+tls", "qemu+tcp", "qemu+unix");
    }

    @Override
    public String description() {
        return "QEMU/KVM through libvirt";
    }

    @Override
    public Driver open(EndpointUri uri, Access access, Call call) {
        return KvmOpening.open(uri, access, call);
    }
}
