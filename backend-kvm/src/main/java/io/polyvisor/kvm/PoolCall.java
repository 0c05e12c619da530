package io.polyvisor.kvm;

import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.model.StorageId;

/** One pool in use by one call of the driver. */
final class PoolCall extends HostCall {
    private final PoolHandle pool;

    PoolCall(HostCall same, StorageId storage, PoolHandle pool) {
        super(same, "storage " + storage);
        this.pool = pool;
    }

    PoolHandle handle() {
        return pool;
    }
}
