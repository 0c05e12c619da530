package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.changed;
import static io.polyvisor.tck.mutants.Deviations.marked;
import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.MemoryEnvironment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Drivers that change guests otherwise than asked. */
final class ChangeDrivers {

    private ChangeDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        changing(all);
        return all;
    }

    private static void changing(List<Mutant> all) {
        all.add(changed("a change sets the stored half only", c -> c.when(GuestChange.Timing.NEXT_START)));
        all.add(changed(
                "a change for the next start is made now",
                c -> c.timing() == GuestChange.Timing.NEXT_START ? c.when(GuestChange.Timing.NOW) : c));
        all.add(changed(
                "what cannot be now is left for the next start",
                c -> c.timing() == GuestChange.Timing.NOW ? c.when(GuestChange.Timing.NEXT_START) : c));
        all.add(Mutant.driver("what can neither be now nor wait is said to wait", "Driver.reconfigure", call -> {
                    try {
                        return call.proceed();
                    } catch (DriverException refused) {
                        return saying(call.argument(GuestChange.class).fields(), GuestChange.When.NEXT_START);
                    }
                })
                .on(() -> MemoryEnvironment.lacking("RECONFIGURE_PENDING")));
        all.add(changed(
                "memory of a change is dropped",
                c -> new GuestChange(
                        c.name(),
                        c.vcpus(),
                        Optional.empty(),
                        c.bootOrder(),
                        c.description(),
                        c.tags(),
                        c.protection(),
                        c.timing(),
                        c.onlyIf())));
        all.add(resized("memory that is added to a running guest is not there", Memory::isMoreThan));
        all.add(resized("memory that is taken from a running guest stays", (to, now) -> now.isMoreThan(to)));
        all.add(changed(
                "processors of a change are dropped",
                c -> new GuestChange(
                        c.name(),
                        Optional.empty(),
                        c.memory(),
                        c.bootOrder(),
                        c.description(),
                        c.tags(),
                        c.protection(),
                        c.timing(),
                        c.onlyIf())));
        all.add(changed(
                "boot order of a change is dropped",
                c -> new GuestChange(
                        c.name(),
                        c.vcpus(),
                        c.memory(),
                        Optional.empty(),
                        c.description(),
                        c.tags(),
                        c.protection(),
                        c.timing(),
                        c.onlyIf())));
        all.add(changed(
                "a change also empties the description", c -> c.description().isPresent() ? c : c.description("")));
        all.add(changed(
                "a description that is set is dropped",
                c -> new GuestChange(
                        c.name(),
                        c.vcpus(),
                        c.memory(),
                        c.bootOrder(),
                        Optional.empty(),
                        c.tags(),
                        c.protection(),
                        c.timing(),
                        c.onlyIf())));
        all.add(Mutant.driver(
                "every change says NOW", "Driver.reconfigure", call -> saying(call, GuestChange.When.NOW)));
        all.add(Mutant.driver(
                "every change says NEXT_START",
                "Driver.reconfigure",
                call -> saying(call, GuestChange.When.NEXT_START)));
        all.add(Mutant.driver("a change forgets the mark", "Driver.reconfigure", call -> {
            Object answer = call.proceed();
            call.target(Driver.class).mark(call.argument(GuestId.class), Mark.adopted(), call.argument(Call.class));
            return answer;
        }));
        all.add(Mutant.driver("a change forgets autostart", withDriver("Driver.reconfigure", (driver, call) -> {
            Object answer = call.proceed();
            driver.facet(Autostarting.class)
                    .orElseThrow()
                    .autostart(call.argument(GuestId.class), false, call.argument(Call.class));
            return answer;
        })));
        all.add(Mutant.driver(
                "a condition is not looked at",
                "Driver.reconfigureIfUnchanged",
                call -> call.target(Driver.class)
                        .reconfigure(
                                call.argument(GuestId.class),
                                call.argument(GuestChange.class),
                                call.argument(Call.class))));
        all.add(marked("writing a mark drops its tags", m -> m.withTags(Map.of())));
        all.add(marked("writing a mark drops its key", m -> new Mark(Optional.empty(), m.tags(), m.protection())));
        all.add(Mutant.driver("writing a mark empties the description", "Driver.mark", call -> {
            Object answer = call.proceed();
            call.target(Driver.class)
                    .reconfigure(
                            call.argument(GuestId.class),
                            GuestChange.set().description("marked"),
                            call.argument(Call.class));
            return answer;
        }));
        all.add(Mutant.driver("starting a guest marks it", "Driver.start", call -> {
            Object answer = call.proceed();
            Driver driver = call.target(Driver.class);
            GuestId guest = call.argument(GuestId.class);
            boolean foreign = driver.observe(guest, call.argument(Call.class))
                    .flatMap(GuestView::details)
                    .flatMap(GuestDetails::mark)
                    .isEmpty();
            if (foreign) {
                driver.mark(guest, Mark.adopted(), call.argument(Call.class));
            }
            return answer;
        }));
        all.add(Mutant.driver("a rename to a taken name takes it over", "Driver.named", call -> List.of()));
    }

    /** A driver that leaves memory as it is where the wanted and the present amount are so, and says that it was done. */
    private static Mutant resized(String name, BiPredicate<Memory, Memory> left) {
        return Mutant.driver(name, "Driver.reconfigure", call -> {
            GuestChange change = call.argument(GuestChange.class);
            GuestView now = call.target(Driver.class)
                    .observe(call.argument(GuestId.class), call.argument(Call.class))
                    .orElseThrow();
            boolean leaves = now.power().is(PowerState.RUNNING)
                    && change.memory().filter(to -> left.test(to, now.memory())).isPresent();
            return leaves ? call.proceedWith(GuestChange.class, change.memory(now.memory())) : call.proceed();
        });
    }

    private static Object saying(Intercepted call, GuestChange.When when) {
        return saying(((Map<?, ?>) Objects.requireNonNull(call.proceed())).keySet(), when);
    }

    private static Map<GuestField, GuestChange.When> saying(Set<?> fields, GuestChange.When when) {
        Map<GuestField, GuestChange.When> said = new EnumMap<>(GuestField.class);
        fields.forEach(field -> said.put((GuestField) field, when));
        return said;
    }
}
