package io.polyvisor.tck.mutants;

import io.polyvisor.model.EndpointFacts;
import io.polyvisor.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Drivers whose consoles, counters, events and facts tell something else. */
final class StreamDrivers {

    private StreamDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        streams(all);
        return all;
    }

    private static void streams(List<Mutant> all) {
        all.add(Mutant.driver("consoles lose every sixteenth read", new DroppingConsole()));
        all.add(Mutant.driver("what is typed is lost", "Line.write", call -> null));
        all.add(Mutant.driver("a console never ends", "Line.read", call -> {
            int count = call.proceed(Integer.class);
            return count < 0 ? 0 : count;
        }));
        all.add(Mutant.driver("statistics count every guest", "Statistics.guests", call -> {
            List<Object> all2 = new ArrayList<>((List<?>) Objects.requireNonNull(call.proceed()));
            return all2.isEmpty() ? all2 : all2.subList(0, all2.size() - 1);
        }));
        all.add(Mutant.driver("processor time goes back", "Statistics.guests", new BackwardsClock()));
        all.add(Mutant.answer("no host is counted", "Statistics.hosts", any -> List.of()));
        all.add(Mutant.driver("nothing is told by the hypervisor", "EventSource.listen", call ->
                (EventSource.Subscription) () -> {}));
        all.add(Mutant.answer("the declaration names no library", "Driver.facts", any -> {
            var facts = (EndpointFacts) any;
            return new EndpointFacts(facts.product(), facts.version(), " ", facts.nature());
        }));
    }
}
