package io.polyvisor.tck.mutants;

import io.polyvisor.EndpointOptions;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.MemoryEnvironment;
import io.polyvisor.tck.TckCore;
import io.polyvisor.tck.Variation;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The product with one thing wrong that can be observed, and no exception thrown by the change itself.
 *
 * @param name its name in the table of mutants
 * @param where below the core (driver), in the table, or in the core, imitated at the handles
 * @param environment what it is run on
 * @param variation the change
 */
record Mutant(String name, String where, Supplier<MemoryEnvironment> environment, Variation variation) {

    static Mutant driver(String name, Interception deviation) {
        return new Mutant(name, "driver", MemoryEnvironment::impatient, new Variation() {
            @Override
            public Interception driver() {
                return deviation;
            }
        });
    }

    static Mutant core(String name, Interception deviation) {
        return new Mutant(name, "core", MemoryEnvironment::impatient, new Variation() {
            @Override
            public Optional<Interception> handles() {
                return Optional.of(deviation);
            }
        });
    }

    static Mutant options(String name, UnaryOperator<EndpointOptions> changed) {
        return new Mutant(name, "core", MemoryEnvironment::impatient, new Variation() {
            @Override
            public EndpointOptions options(EndpointOptions asked) {
                return changed.apply(asked);
            }
        });
    }

    static Mutant backend(String name, UnaryOperator<BackendProvider> changed) {
        return new Mutant(name, "driver", MemoryEnvironment::impatient, new Variation() {
            @Override
            public BackendProvider backend(BackendProvider backend) {
                return changed.apply(backend);
            }
        });
    }

    /** The same on a model that lacks something, where only there it can be noticed. */
    Mutant on(Supplier<MemoryEnvironment> other) {
        return new Mutant(name, where, other, variation);
    }

    static Mutant table(String name, Function<TimeSource, TckCore> core) {
        return opened(name, "table", core);
    }

    /** A core that is another one altogether. */
    static Mutant opened(String name, String where, Function<TimeSource, TckCore> core) {
        return new Mutant(name, where, MemoryEnvironment::impatient, new Variation() {
            @Override
            public TckCore open(TimeSource time) {
                return core.apply(time);
            }
        });
    }

    /** A driver that differs only in that call. */
    static Mutant driver(String name, String call, Interception deviation) {
        return driver(name, passing -> passing.toString().equals(call) ? deviation.around(passing) : passing.proceed());
    }

    /** A driver that answers that call differently. */
    static Mutant answer(String name, String call, UnaryOperator<Object> changed) {
        return driver(name, call, passing -> changed.apply(passing.proceed(Object.class)));
    }

    /** A core that answers that call of a handle differently. */
    static Mutant told(String name, String call, UnaryOperator<Object> changed) {
        return core(
                name,
                passing -> passing.toString().equals(call)
                        ? changed.apply(passing.proceed(Object.class))
                        : passing.proceed());
    }

    static boolean is(Intercepted passing, String call) {
        return passing.toString().equals(call);
    }

    @Override
    public String toString() {
        return name;
    }
}
