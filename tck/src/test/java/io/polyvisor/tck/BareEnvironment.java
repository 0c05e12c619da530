package io.polyvisor.tck;

import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.spi.TimeSource;

/** An endpoint and nothing around it. */
record BareEnvironment(TckTarget target, TimeSource time) implements TckEnvironment {

    @Override
    public String backend() {
        return "bare";
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return GuestSpec.named(name).memory(Memory.mib(64));
    }
}
