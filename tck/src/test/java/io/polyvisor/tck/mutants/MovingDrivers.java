package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Mark;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Migrating;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Drivers that move guests otherwise than asked. */
final class MovingDrivers {

    private MovingDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        moves(all);
        return all;
    }

    private static void moves(List<Mutant> all) {
        all.add(Mutant.driver("a live move is a restart elsewhere", withDriver("Migrating.migrate", (driver, call) -> {
            var order = call.argument(Migrating.Order.class);
            Driver there = order.peer().orElse(driver);
            if (!order.live()) {
                return call.proceed();
            }
            driver.powerOff(call.argument(GuestId.class), call.argument(Call.class));
            GuestId moved = (GuestId) Objects.requireNonNull(call.proceedWith(
                    Migrating.Order.class,
                    new Migrating.Order(order.target(), order.peer(), false, order.storageDeclaredShared())));
            there.start(moved, call.argument(Call.class));
            return moved;
        })));
        all.add(Mutant.driver(
                "a move does not move",
                withDriver("Migrating.migrate", (driver, call) -> call.argument(GuestId.class))));
        all.add(Mutant.driver("a move forgets the mark", withDriver("Migrating.migrate", (driver, call) -> {
            GuestId moved = call.proceed(GuestId.class);
            var order = call.argument(Migrating.Order.class);
            order.peer().orElse(driver).mark(moved, Mark.adopted(), call.argument(Call.class));
            return moved;
        })));
        all.add(Mutant.driver("a move stops the guest", withDriver("Migrating.migrate", (driver, call) -> {
            GuestId moved = call.proceed(GuestId.class);
            var order = call.argument(Migrating.Order.class);
            if (order.live()) {
                order.peer().orElse(driver).powerOff(moved, call.argument(Call.class));
            }
            return moved;
        })));
        all.add(Mutant.driver("a move cannot be cancelled", withDriver("Migrating.migrate", (driver, call) -> {
            Call quiet = new DeafCall(call.argument(Call.class));
            return call.proceedWith(Call.class, quiet);
        })));
        all.add(Mutant.driver(
                "moves tell no progress",
                withDriver(
                        "Migrating.migrate",
                        (driver, call) -> call.proceedWith(Call.class, new SilentCall(call.argument(Call.class))))));
    }
}
