package io.polyvisor.vsphere;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.spi.Driver;
import java.util.Set;

/** Runs in a small JVM of its own: reads the inventory of the address given, and compares some of it with individual readings. */
final class InventoryProbe {
    private static final int COMPARED = 25;

    private InventoryProbe() {}

    public static void main(String[] arguments) {
        EndpointUri address = EndpointUri.parse(arguments[0]);
        try (Driver driver = new VsphereProvider().open(address, Access.fromEnvironment(), TestCall.ofSeconds(60))) {
            // Twice, so that the first one's leavings are in the way of the second.
            driver.inventory(Set.of(), TestCall.ofSeconds(120));
            Inventory seen = driver.inventory(Set.of(), TestCall.ofSeconds(120));
            System.out.println("guests: " + seen.guests().size() + ", complete: " + seen.complete());
            int step = Math.max(1, seen.guests().size() / COMPARED);
            int equal = 0;
            for (int i = 0; i < COMPARED; i++) {
                GuestView row = seen.guests().get(i * step);
                boolean same = driver.observe(row.id(), TestCall.ofSeconds(60))
                        .map(GuestView::summary)
                        .filter(row::equals)
                        .isPresent();
                equal += same ? 1 : 0;
            }
            System.out.println("equal: " + equal + " of " + COMPARED);
        }
        System.exit(0);
    }
}
