package io.polyvisor.internal;

import io.polyvisor.GuestNics;
import io.polyvisor.Operation;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;

/** A guest's NICs, as handles see them. */
record CoreNics(CoreEndpoint endpoint, GuestId guest) implements GuestNics {

    @Override
    public Operation<NicId> attach(NicSpec nic) {
        return endpoint.begin(DeviceActions.attach(guest, nic, CreationKey.fresh()));
    }

    @Override
    public Operation<Effect> detach(NicId nic) {
        return endpoint.begin(DeviceActions.detach(guest, nic));
    }
}
