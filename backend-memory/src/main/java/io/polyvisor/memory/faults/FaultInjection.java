package io.polyvisor.memory.faults;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets mishaps strike between the core and any driver, by rules, and counts the calls on the way.
 *
 * <pre>{@code
 * FaultInjection faults = FaultInjection.of(FaultRule.first(Verb.CREATE, Mishap.REPLY_LOST));
 * BackendProvider provider = faults.around(new MemoryProvider());
 * ...
 * assertThat(faults.calls().of("Driver.create")).isEqualTo(1);
 * }</pre>
 *
 * <p>The first rule that strikes a call decides; later rules still count it. Thread-safe; rules may be added and cleared at any time.
 */
public final class FaultInjection {
    private final Object lock = new Object();
    private final List<Armed> armed = new ArrayList<>();
    private final CallCount calls = new CallCount();
    private final Hanging hanging = new Hanging();
    private final Striking striking = new Striking(hanging);

    private FaultInjection(List<FaultRule> rules) {
        rules.forEach(this::add);
    }

    /** With those rules; without any it only counts. */
    public static FaultInjection of(FaultRule... rules) {
        return new FaultInjection(List.of(rules));
    }

    /** With those rules. */
    public static FaultInjection of(List<FaultRule> rules) {
        return new FaultInjection(rules);
    }

    /** A rule and how many calls it saw and struck. */
    private static final class Armed {
        private final FaultRule rule;
        private int seen;
        private int struck;

        Armed(FaultRule rule) {
            this.rule = rule;
        }
    }

    /** From the next call on; what was called before does not count. */
    public FaultInjection add(FaultRule rule) {
        synchronized (lock) {
            armed.add(new Armed(rule));
        }
        return this;
    }

    /** No rules any more; calls that hang are released. */
    public void clear() {
        synchronized (lock) {
            armed.clear();
        }
        striking.forget();
        release();
    }

    /** Lets calls that hang now go on; later ones hang again. */
    public void release() {
        hanging.release();
    }

    /** How many calls hang now. */
    public int hanging() {
        return hanging.count();
    }

    /** How many calls that rule struck so far. */
    public int struck(FaultRule rule) {
        synchronized (lock) {
            return armed.stream()
                    .filter(each -> each.rule.equals(rule))
                    .mapToInt(each -> each.struck)
                    .sum();
        }
    }

    /** The calls so far. */
    public CallCount calls() {
        return calls;
    }

    /** The driver, seen through the rules; its facets and consoles too. */
    public Driver around(Driver driver) {
        return Interposed.around(Driver.class, driver, this, driver);
    }

    /** The backend, with all its drivers seen through the rules. */
    public BackendProvider around(BackendProvider provider) {
        return new Provider(this, provider);
    }

    /** What a call comes to. */
    @Nullable
    Object meet(SpiCall call, @Nullable Driver target) {
        calls.add(call.name());
        FaultRule rule = SpiNames.crossesTheWire(call.name()) ? ruleFor(call.name()) : null;
        return rule == null ? striking.remembering(call) : striking.strike(rule, call, target);
    }

    /** The rule that strikes that call, if one does. Every rule that matches counts it. */
    @Nullable
    FaultRule ruleFor(String call) {
        synchronized (lock) {
            FaultRule first = null;
            for (Armed each : armed) {
                if (each.rule.matches(call) && each.rule.strikes(++each.seen) && first == null) {
                    each.struck++;
                    first = each.rule;
                }
            }
            return first;
        }
    }

    private record Provider(FaultInjection faults, BackendProvider provider) implements BackendProvider {

        @Override
        public Set<String> schemes() {
            return provider.schemes();
        }

        @Override
        public String description() {
            return provider.description();
        }

        @Override
        public Driver open(EndpointUri uri, Access access, Call call) {
            Object opened = faults.meet(
                    new SpiCall("BackendProvider.open", new Object[] {uri, access, call}, with -> {
                        return provider.open(uri, access, call);
                    }),
                    null);
            return faults.around((Driver) Objects.requireNonNull(opened, "an opened driver"));
        }
    }
}
