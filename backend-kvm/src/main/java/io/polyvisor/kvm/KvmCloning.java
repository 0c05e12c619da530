package io.polyvisor.kvm;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;

/** Makes guests from guests that are off. */
final class KvmCloning implements Cloning {
    private final GuestCopying copying;

    KvmCloning(GuestCopying copying) {
        this.copying = copying;
    }

    @Override
    public GuestId cloneGuest(GuestId source, Order order, Call call) {
        return copying.copy(source, copy(order, true), call);
    }

    /** {@code parentGoesOn}: whether the source may write on its disks afterwards, as a template never does. */
    static GuestCopying.Order copy(Order order, boolean parentGoesOn) {
        CloneSpec spec = order.spec();
        return new GuestCopying.Order(
                order.key(),
                spec.name(),
                spec.name().value(),
                spec.mode(),
                spec.storage(),
                spec.seed(),
                order.mark(),
                parentGoesOn);
    }
}
