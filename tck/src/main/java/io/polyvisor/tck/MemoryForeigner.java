package io.polyvisor.tck;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import java.util.Optional;

/** Somebody else who uses the model, by a driver of their own. */
record MemoryForeigner(Driver outside, TimeSource time, MemoryOutsiders outsiders) implements ForeignClient {

    @Override
    public GuestId make(GuestName name) {
        GuestSpec spec = GuestSpec.named(name).memory(Memory.mib(64)).build();
        GuestId made = outside.create(new CreateOrder(CreationKey.fresh(), spec, Mark.adopted()), call());
        outsiders.hideMark(made);
        return made;
    }

    @Override
    public void start(GuestId guest) {
        outside.start(guest, call());
    }

    @Override
    public void powerOff(GuestId guest) {
        outside.powerOff(guest, call());
    }

    @Override
    public void remove(GuestId guest) {
        Optional<GuestView> seen = outside.observe(guest, call());
        seen.filter(view -> !view.power().is(PowerState.OFF)).ifPresent(view -> powerOff(guest));
        seen.ifPresent(view -> outside.delete(guest, call()));
    }

    private OutsideCall call() {
        return new OutsideCall(time);
    }
}
