package io.polyvisor.tck;

import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.spi.TimeSource;
import java.util.Optional;

/** An endpoint behind which something imitates what one rule is about. */
record Unfaithful(TckEnvironment real, RuleId rule, String reason) implements TckEnvironment {

    @Override
    public String backend() {
        return "unfaithful";
    }

    @Override
    public TckTarget target() {
        return real.target();
    }

    @Override
    public TimeSource time() {
        return real.time();
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return real.cheapGuest(name);
    }

    @Override
    public Optional<String> cannotVerify(RuleId asked) {
        return asked.equals(rule) ? Optional.of(reason) : Optional.empty();
    }
}
