package io.polyvisor.tck.mutants;

import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Mark;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** How deviating drivers are put together. */
final class Deviations {

    private Deviations() {}

    interface AndThen {
        void act(Driver driver, GuestId guest, Call call);
    }

    interface ForDriver {
        Object act(Driver driver, Intercepted call);
    }

    interface Reordered {
        Cloning.Order of(Cloning.Order order, Driver driver, GuestId source, Call call);
    }

    static Interception withDriver(String name, ForDriver act) {
        AtomicReference<Driver> last = new AtomicReference<>();
        return call -> {
            if (call.kind() == Driver.class) {
                last.set(call.target(Driver.class));
            }
            return Mutant.is(call, name) ? act.act(Objects.requireNonNull(last.get()), call) : call.proceed();
        };
    }

    static Mutant created(String name, AndThen then) {
        return Mutant.driver(name, "Driver.create", call -> {
            GuestId made = call.proceed(GuestId.class);
            then.act(call.target(Driver.class), made, call.argument(Call.class));
            return made;
        });
    }

    static Mutant ordered(String name, UnaryOperator<CreateOrder> changed) {
        return Mutant.driver(
                name,
                "Driver.create",
                call -> call.proceedWith(CreateOrder.class, changed.apply(call.argument(CreateOrder.class))));
    }

    static Mutant changed(String name, UnaryOperator<GuestChange> changed) {
        return Mutant.driver(
                name,
                "Driver.reconfigure",
                call -> call.proceedWith(GuestChange.class, changed.apply(call.argument(GuestChange.class))));
    }

    static Mutant marked(String name, UnaryOperator<Mark> changed) {
        return Mutant.driver(
                name, "Driver.mark", call -> call.proceedWith(Mark.class, changed.apply(call.argument(Mark.class))));
    }

    static Mutant cloned(String name, AndThen then) {
        return Mutant.driver(name, withDriver("Cloning.cloneGuest", (driver, call) -> {
            GuestId made = call.proceed(GuestId.class);
            then.act(driver, made, call.argument(Call.class));
            return made;
        }));
    }

    static Mutant cloning(String name, Reordered changed) {
        return Mutant.driver(
                name,
                withDriver(
                        "Cloning.cloneGuest",
                        (driver, call) -> call.proceedWith(
                                Cloning.Order.class,
                                changed.of(
                                        call.argument(Cloning.Order.class),
                                        driver,
                                        call.argument(GuestId.class),
                                        call.argument(Call.class)))));
    }
}
