package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.cloned;
import static io.polyvisor.tck.mutants.Deviations.cloning;
import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import java.util.ArrayList;
import java.util.List;

/** Drivers whose clones and templates are something else. */
final class CopyDrivers {

    private CopyDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        copies(all);
        return all;
    }

    private static void copies(List<Mutant> all) {
        all.add(cloned("a clone is started", (driver, guest, call) -> driver.start(guest, call)));
        all.add(cloning(
                "a clone bears its source's mark",
                (order, driver, source, call) -> new Cloning.Order(
                        order.key(),
                        order.spec(),
                        driver.observe(source, call)
                                .flatMap(GuestView::details)
                                .flatMap(GuestDetails::mark)
                                .orElse(order.mark()))));
        all.add(cloning(
                "a full clone is linked",
                (order, driver, source, call) -> new Cloning.Order(
                        order.key(),
                        new CloneSpec(
                                order.spec().name(),
                                CopyMode.LINKED,
                                order.spec().storage(),
                                order.spec().seed()),
                        order.mark())));
        all.add(cloning(
                "a linked clone is a full one",
                (order, driver, source, call) -> new Cloning.Order(
                        order.key(),
                        new CloneSpec(
                                order.spec().name(),
                                CopyMode.FULL,
                                order.spec().storage(),
                                order.spec().seed()),
                        order.mark())));
        all.add(Mutant.driver("cloning changes its source", withDriver("Cloning.cloneGuest", (driver, call) -> {
            driver.reconfigure(
                    call.argument(GuestId.class), GuestChange.set().description("cloned"), call.argument(Call.class));
            return call.proceed();
        })));
        all.add(Mutant.driver(
                "making a template turns the guest into it", withDriver("Templates.make", (driver, call) -> {
                    Object made = call.proceed();
                    driver.delete(call.argument(GuestId.class), call.argument(Call.class));
                    return made;
                })));
        all.add(Mutant.driver("a deployed guest is started", withDriver("Templates.deploy", (driver, call) -> {
            GuestId made = call.proceed(GuestId.class);
            driver.start(made, call.argument(Call.class));
            return made;
        })));
        all.add(Mutant.driver("a deployed guest has a key of the driver's own", "Templates.deploy", call -> {
            Cloning.Order order = call.argument(Cloning.Order.class);
            return call.proceedWith(
                    Cloning.Order.class, new Cloning.Order(CreationKey.fresh(), order.spec(), order.mark()));
        }));
        all.add(Mutant.answer("templates are not listed", "Templates.templates", any -> List.of()));
    }
}
