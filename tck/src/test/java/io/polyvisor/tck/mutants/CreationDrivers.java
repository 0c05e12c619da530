package io.polyvisor.tck.mutants;

import static io.polyvisor.tck.mutants.Deviations.created;
import static io.polyvisor.tck.mutants.Deviations.ordered;
import static io.polyvisor.tck.mutants.Deviations.withDriver;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import io.polyvisor.tck.Interception;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Drivers that make or delete guests otherwise than asked. */
final class CreationDrivers {

    private CreationDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        creating(all);
        return all;
    }

    private static void creating(List<Mutant> all) {
        all.add(created("a guest that is made is started", (driver, guest, call) -> driver.start(guest, call)));
        all.add(ordered(
                "guests are made with one processor",
                o -> SpecChanges.spec(o, SpecChanges.builder(o.spec()).vcpus(1))));
        all.add(ordered(
                "guests are made with their memory in KB",
                o -> SpecChanges.spec(
                        o,
                        SpecChanges.builder(o.spec())
                                .memory(Memory.kib(o.spec().memory().toKib() / 1024 * 1000)))));
        all.add(ordered(
                "descriptions are dropped",
                o -> SpecChanges.spec(o, SpecChanges.builder(o.spec()).description(""))));
        all.add(ordered(
                "guests are made without their mark's tags",
                o -> new CreateOrder(o.key(), o.spec(), o.mark().withTags(Map.of()))));
        all.add(ordered(
                "guests are made without their mark's protection",
                o -> new CreateOrder(o.key(), o.spec(), o.mark().withProtection(Protection.DO_NOT_RESTART))));
        all.add(ordered(
                "guests are made under a key of the driver's own",
                o -> new CreateOrder(CreationKey.fresh(), o.spec(), o.mark())));
        all.add(ordered(
                "names lose what follows a '<'",
                o -> SpecChanges.spec(
                        o,
                        SpecChanges.named(
                                o.spec(),
                                o.spec().name().value().split("<", 2)[0].strip()))));
        all.add(ordered(
                "names are cut at 100 characters",
                o -> SpecChanges.spec(
                        o,
                        SpecChanges.named(
                                o.spec(), SpecChanges.cut(o.spec().name().value())))));
        all.add(ordered(
                "autostart of a spec is dropped",
                o -> SpecChanges.spec(o, SpecChanges.builder(o.spec()).autostart(false))));
        all.add(ordered(
                "boot order of a spec is dropped",
                o -> SpecChanges.spec(o, SpecChanges.builder(o.spec()).boot())));
        all.add(ordered(
                "MAC addresses of a spec are replaced",
                o -> SpecChanges.spec(o, SpecChanges.nics(o.spec(), nic -> NicSpec.on(nic.network())))));
        all.add(ordered(
                "all NICs get one address",
                o -> SpecChanges.spec(
                        o, SpecChanges.nics(o.spec(), nic -> nic.withMac(MacAddress.of("52:54:00:00:00:07"))))));
        all.add(ordered("a seed is not written", o -> SpecChanges.spec(o, SpecChanges.withoutSeed(o.spec()))));
        all.add(ordered(
                "a medium is left out of its drive", o -> SpecChanges.spec(o, SpecChanges.withoutMedia(o.spec()))));
        all.add(Mutant.driver(
                "a creation that fails leaves a volume behind", withDriver("Driver.create", (driver, call) -> {
                    try {
                        return call.proceed();
                    } catch (DriverException failed) {
                        CreateOrder order = call.argument(CreateOrder.class);
                        VolumeId left = VolumeId.of("nfs", order.spec().name() + "-" + order.key() + ".left");
                        driver.facet(Volumes.class)
                                .orElseThrow()
                                .create(order.key(), VolumeSpec.thin(left, Memory.mib(1)), call.argument(Call.class));
                        throw failed;
                    }
                })));
        all.add(Mutant.driver("a name that is taken is taken over", "Driver.create", call -> {
            CreateOrder order = call.argument(CreateOrder.class);
            Driver driver = call.target(Driver.class);
            Call circumstances = call.argument(Call.class);
            driver.named(order.spec().name(), circumstances).forEach(old -> driver.delete(old, circumstances));
            return call.proceed();
        }));
        all.add(Mutant.driver("deleting a guest deletes its disks' volumes", "Driver.delete", call -> {
            Driver driver = call.target(Driver.class);
            Call circumstances = call.argument(Call.class);
            List<VolumeId> volumes = driver.observe(call.argument(GuestId.class), circumstances)
                    .map(GuestView::requireDetails)
                    .map(d -> d.disks().stream()
                            .flatMap(disk -> disk.volume().stream())
                            .toList())
                    .orElse(List.of());
            Object answer = call.proceed();
            volumes.forEach(volume -> driver.facet(Volumes.class)
                    .orElseThrow()
                    .volume(volume, circumstances)
                    .filter(view -> view.usedBy().orElse(Set.of()).isEmpty())
                    .ifPresent(view -> driver.facet(Volumes.class).orElseThrow().delete(volume, circumstances)));
            return answer;
        }));
        all.add(Mutant.driver("a guest that is gone reads as one that is off", gone()));
    }

    private static Interception gone() {
        Map<GuestId, GuestView> seen = new ConcurrentHashMap<>();
        return call -> {
            Object answer = call.proceed();
            if (!Mutant.is(call, "Driver.observe")) {
                return answer;
            }
            Optional<?> view = (Optional<?>) answer;
            view.ifPresent(v -> seen.put(((GuestView) v).id(), ((GuestView) v).withPower(Power.of(PowerState.OFF))));
            return view.isPresent() ? view : Optional.ofNullable(seen.get(call.argument(GuestId.class)));
        };
    }
}
