package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.spi.Volumes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several clients at once on one site: each call is all or nothing, and nothing is ever counted twice or lost. */
final class ManyClientsTest {
    private static final int CLIENTS = 4;
    private static final int STEPS = 400;
    private static final int NAMES = 6;

    private final TestCall call = TestCall.on(TimeSource.system());

    private Driver open() {
        return new MemoryProvider()
                .open(
                        EndpointUri.parse("memory:///many?preset=empty&world=many-clients&speed=instant"),
                        Access.none(),
                        call);
    }

    @Test
    void site_stays_consistent_whatever_many_clients_do_at_once() throws Exception {
        Driver observer = open();
        Inventory before = observer.inventory(EnumSet.allOf(InventoryField.class), call);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            done.add(clients.submit(client(i)));
        }
        int refused = 0;
        for (Future<Integer> each : done) {
            refused += each.get();
        }
        clients.shutdown();
        assertThat(refused).isBetween(1, CLIENTS * STEPS - 1);
        requireConsistent(observer.inventory(EnumSet.allOf(InventoryField.class), call));
        removeAll(observer);
        Inventory after = observer.inventory(EnumSet.allOf(InventoryField.class), call);
        assertThat(after.storages()).isEqualTo(before.storages());
        assertThat(after.hosts()).isEqualTo(before.hosts());
    }

    /** How many steps the model refused; anything but a refusal fails the test. */
    private Callable<Integer> client(int seed) {
        return () -> {
            Random random = new Random(seed);
            Driver driver = open();
            int refused = 0;
            for (int i = 0; i < STEPS; i++) {
                try {
                    step(driver, random);
                } catch (DriverException e) {
                    refused++;
                }
            }
            driver.close();
            return refused;
        };
    }

    private void step(Driver driver, Random random) {
        List<GuestView> guests =
                driver.inventory(EnumSet.noneOf(InventoryField.class), call).guests();
        if (guests.isEmpty() || random.nextInt(5) == 0) {
            CreationKey key = CreationKey.fresh();
            GuestSpec spec = GuestSpec.named("g" + random.nextInt(NAMES))
                    .memory(Memory.gib(4))
                    .disk(DiskSpec.newDisk(Memory.gib(20)).thick())
                    .build();
            driver.create(new CreateOrder(key, spec, Mark.adopted()), call);
            return;
        }
        GuestId guest = guests.get(random.nextInt(guests.size())).id();
        switch (random.nextInt(8)) {
            case 0, 1 -> driver.start(guest, call);
            case 2 -> driver.powerOff(guest, call);
            case 3 -> driver.facet(Pausing.class).orElseThrow().pause(guest, call);
            case 4 -> driver.facet(Suspending.class).orElseThrow().suspend(guest, call);
            case 5 -> driver.facet(Suspending.class).orElseThrow().wake(guest, call);
            case 6 -> {
                Snapshots snapshots = driver.facet(Snapshots.class).orElseThrow();
                snapshots.take(
                        guest,
                        new Snapshots.Order(
                                CreationKey.fresh(), "s" + random.nextInt(3), "", SnapshotContent.DISKS_AND_MEMORY),
                        call);
            }
            default -> driver.delete(guest, call);
        }
    }

    private static void requireConsistent(Inventory all) {
        assertThat(all.guests()).extracting(GuestView::name).doesNotHaveDuplicates();
        assertThat(all.guests())
                .allSatisfy(guest ->
                        assertThat(guest.requireDetails().currentOperations()).isEmpty());
        long held = all.guests().stream()
                .filter(guest ->
                        guest.power().is(PowerState.RUNNING) || guest.power().is(PowerState.PAUSED))
                .mapToLong(guest -> guest.memory().bytes())
                .sum();
        HostView host = all.hosts().get(0);
        assertThat(host.memory().bytes() - host.freeMemory().orElseThrow().bytes())
                .isEqualTo(held);
    }

    private void removeAll(Driver driver) {
        for (GuestView guest :
                driver.inventory(EnumSet.noneOf(InventoryField.class), call).guests()) {
            if (!guest.power().is(PowerState.OFF) && !guest.power().is(PowerState.SUSPENDED)) {
                driver.powerOff(guest.id(), call);
            }
            driver.delete(guest.id(), call);
        }
        Volumes volumes = driver.facet(Volumes.class).orElseThrow();
        driver.inventory(EnumSet.of(InventoryField.VOLUMES), call).volumes().stream()
                .map(VolumeView::id)
                .filter(id -> id.key().startsWith("g"))
                .forEach(id -> volumes.delete(id, call));
    }
}
