package io.polyvisor.tck.lockstep;

import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TransitionTable;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A model with one thing wrong that can be observed. It throws nothing and breaks nothing else.
 *
 * @param name what it is called
 * @param flaws makes its flaw, anew for each run, because some remember things
 * @param table the table that its core decides by
 */
record ModelMutant(String name, Supplier<Flaw> flaws, TransitionTable table) {

    /** What a mutant does to a call; it also gets the driver, for flaws that take a second call. */
    @FunctionalInterface
    interface Flaw {
        Object around(Intercepted call, Driver driver);
    }

    static ModelMutant of(String name, Flaw flaw) {
        return new ModelMutant(name, () -> flaw, TransitionTable.common());
    }

    static ModelMutant remembering(String name, Supplier<Flaw> flaws) {
        return new ModelMutant(name, flaws, TransitionTable.common());
    }

    static ModelMutant of(String name, TransitionTable table) {
        return new ModelMutant(name, () -> (call, driver) -> call.proceed(), table);
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
        return model.deviating(name, this::below, table);
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

    @Override
    public String toString() {
        return name;
    }
}
