package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Drivers whose disks and NICs come and go otherwise than asked. */
final class DeviceDrivers {

    private DeviceDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        devices(all);
        return all;
    }

    private static void devices(List<Mutant> all) {
        all.add(Mutant.answer("disks are not found by their key", "Devices.findDisk", any -> Optional.empty()));
        all.add(Mutant.driver(
                "detaching a disk deletes its volume", withDriver("Devices.detachDisk", (driver, call) -> {
                    Optional<VolumeId> volume = driver.observe(call.argument(GuestId.class), call.argument(Call.class))
                            .flatMap(view -> view.requireDetails().disk(call.argument(DiskId.class)))
                            .flatMap(disk -> disk.volume());
                    Object answer = call.proceed();
                    volume.ifPresent(
                            it -> driver.facet(Volumes.class).orElseThrow().delete(it, call.argument(Call.class)));
                    return answer;
                })));
        all.add(Mutant.driver("disks are attached twice", withDriver("Devices.attachDisk", (driver, call) -> {
            Object slot = call.proceed();
            DiskSpec disk = call.argument(DiskSpec.class);
            driver.facet(Devices.class)
                    .orElseThrow()
                    .attachDisk(
                            call.argument(GuestId.class),
                            CreationKey.fresh(),
                            disk instanceof DiskSpec.Existing e ? new DiskSpec.Existing(e.volume(), true) : disk,
                            call.argument(Call.class));
            return slot;
        })));
        all.add(Mutant.driver(
                "NICs join the first network",
                withDriver(
                        "Devices.attachNic",
                        (driver, call) -> call.proceedWith(
                                NicSpec.class,
                                new NicSpec(
                                        NetworkId.of("untagged"),
                                        call.argument(NicSpec.class).mac())))));
        all.add(Mutant.driver(
                "disks grow by the size that was asked for",
                withDriver(
                        "Devices.growDisk",
                        (driver, call) -> call.proceedWith(
                                Memory.class, call.argument(Memory.class).plus(Memory.mib(8))))));
        all.add(detachedAtStop(
                "disks attached to a running guest are gone after its next start",
                "Devices.attachDisk",
                PowerState.RUNNING));
        all.add(detachedAtStop(
                "disks attached to a guest that is off are gone after its next start",
                "Devices.attachDisk",
                PowerState.OFF));
    }

    private static Mutant detachedAtStop(String name, String attaching, PowerState state) {
        Map<GuestId, DiskId> attached = new ConcurrentHashMap<>();
        AtomicReference<Driver> last = new AtomicReference<>();
        return Mutant.driver(name, call -> {
            if (call.kind() == Driver.class) {
                last.set(call.target(Driver.class));
            }
            Driver driver = last.get();
            if (Mutant.is(call, attaching)) {
                GuestId guest = call.argument(GuestId.class);
                boolean concerned = driver.observe(guest, call.argument(Call.class))
                        .filter(view -> view.power().is(state))
                        .isPresent();
                Object slot = call.proceed();
                if (concerned) {
                    attached.put(guest, (DiskId) Objects.requireNonNull(slot));
                }
                return slot;
            }
            if (Mutant.is(call, "Driver.start")) {
                GuestId guest = call.argument(GuestId.class);
                DiskId slot = attached.remove(guest);
                if (slot != null) {
                    driver.facet(Devices.class).orElseThrow().detachDisk(guest, slot, call.argument(Call.class));
                }
            }
            return call.proceed();
        });
    }
}
