package io.polyvisor.vsphere;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ServiceContent;
import io.polyvisor.Access;
import io.polyvisor.spi.Call;

/**
 * Owns the connection: logs in, renews the session when it ended, keeps it alive, logs out.
 *
 * <p>Thread-safe.
 */
final class VsphereSession implements AutoCloseable {

    /** Connects and logs in, within the call's deadline. */
    static VsphereSession open(VsphereAddress address, Access access, Call call) {
        throw new UnsupportedOperationException("being built");
    }

    /** The service's well-known objects. */
    ServiceContent content() {
        throw new UnsupportedOperationException("being built");
    }

    /** What answers: vCenter or ESXi, and its version. */
    AboutInfo about() {
        throw new UnsupportedOperationException("being built");
    }

    /** The way to the API. */
    VsphereCalls calls() {
        throw new UnsupportedOperationException("being built");
    }

    /** Logs out if that takes a moment only. Idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("being built");
    }
}
