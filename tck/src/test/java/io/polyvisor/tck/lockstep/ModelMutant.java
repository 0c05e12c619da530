package io.polyvisor.tck.lockstep;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.internal.CorePolyvisor;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TransitionTable;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.TckCore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A model with one thing wrong that can be observed. It throws nothing and breaks nothing else.
 *
 * @param name what it is called
 * @param flaws makes its flaw, anew for each run, because some remember things
 * @param table the table that its core decides by instead of the common one
 */
record ModelMutant(String name, Supplier<Flaw> flaws, Optional<TransitionTable> table) {

    /** What a mutant does to a call; it also gets the driver, for flaws that take a second call. */
    @FunctionalInterface
    interface Flaw {
        Object around(Intercepted call, Driver driver);
    }

    static ModelMutant of(String name, Flaw flaw) {
        return new ModelMutant(name, () -> flaw, Optional.empty());
    }

    static ModelMutant remembering(String name, Supplier<Flaw> flaws) {
        return new ModelMutant(name, flaws, Optional.empty());
    }

    static ModelMutant of(String name, TransitionTable table) {
        return new ModelMutant(name, () -> (call, driver) -> call.proceed(), Optional.of(table));
    }

    static Stream<ModelMutant> all() {
        return Stream.of(
                        TableMutants.all(),
                        PowerMutants.all(),
                        ViewMutants.all(),
                        SnapshotMutants.all(),
                        DeviceMutants.all())
                .flatMap(each -> each);
    }

    /** The model with this flaw. */
    LockstepSubject of(LockstepSubject model) {
        return table.map(wrong -> model.under(name, time -> new WrongCore(new CorePolyvisor(time, wrong))))
                .orElseGet(() -> model.deviating(name, this::below));
    }

    private Interception below() {
        Flaw flaw = flaws.get();
        AtomicReference<Driver> driver = new AtomicReference<>();
        return call -> {
            if (call.kind() == Driver.class) {
                driver.compareAndSet(null, call.target(Driver.class));
            }
            return flaw.around(call, driver.get());
        };
    }

    private record WrongCore(CorePolyvisor core) implements TckCore {

        @Override
        public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
            return core.connect(provider, uri, access, options);
        }

        @Override
        public Fleet fleet() {
            return core.fleet();
        }

        @Override
        public void close() {
            core.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
