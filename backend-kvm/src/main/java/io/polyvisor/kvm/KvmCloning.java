package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;

/** Makes guests from guests that are off. */
final class KvmCloning implements Cloning {
    private final GuestCopying copying;

    KvmCloning(GuestCopying copying) {
        this.copying = copying;
    }

    @Override
    public GuestId cloneGuest(GuestId source, Order order, Call call) {
        if (order.spec().mode() == CopyMode.LINKED) {
            throw DriverException.refused(new Fault.Unsupported(
                    "a linked clone of a guest", "the source goes on writing to what the clone would share"));
        }
        return copying.copy(source, copy(order), call);
    }

    /** The same for templates, which nobody writes to, so that what is made from them may be linked. */
    static GuestCopying.Order copy(Order order) {
        CloneSpec spec = order.spec();
        return new GuestCopying.Order(
                order.key(), spec.name(), spec.name().value(), spec.mode(), spec.storage(), spec.seed(), order.mark());
    }
}
