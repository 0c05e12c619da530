package io.polyvisor.tck.lockstep;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Volumes;
import io.polyvisor.tck.Intercepted;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something is wrong with disks, NICs, volumes, or when changes take effect. */
final class DeviceMutants {

    private DeviceMutants() {}

    static Stream<ModelMutant> all() {
        return Stream.of(
                ModelMutant.of("detach takes another disk out", DeviceMutants::detachAnother),
                ModelMutant.of("an attached NIC gets another address", DeviceMutants::addressIgnored),
                ModelMutant.of("a read-only disk can be written", DeviceMutants::alwaysWritable),
                ModelMutant.of("eject leaves the medium in", DeviceMutants::ejectNothing),
                ModelMutant.of("a disk does not grow", DeviceMutants::growNothing),
                ModelMutant.of("deleted volumes stay", DeviceMutants::volumesStay),
                ModelMutant.of("a linked clone copies everything", DeviceMutants::cloneInFull),
                ModelMutant.of("every change says that it is in effect", DeviceMutants::alwaysNow));
    }

    private static Object detachAnother(Intercepted call, Driver driver) {
        if (!call.is(Devices.class, "detachDisk")) {
            return call.proceed();
        }
        DiskId asked = call.argument(DiskId.class);
        DiskId other = driver
                .observe(call.argument(GuestId.class), call.argument(Call.class))
                .orElseThrow()
                .requireDetails()
                .disks()
                .stream()
                .filter(disk -> disk.role() == DiskView.Role.DISK && !disk.id().equals(asked))
                .map(DiskView::id)
                .reduce((one, next) -> next)
                .orElse(asked);
        return call.proceedWith(DiskId.class, other);
    }

    private static Object addressIgnored(Intercepted call, Driver driver) {
        return call.is(Devices.class, "attachNic")
                ? call.proceedWith(
                        NicSpec.class,
                        NicSpec.on(call.argument(NicSpec.class).network())
                                .withMac(new Addresses(1)
                                        .of(call.argument(NicSpec.class).hashCode())))
                : call.proceed();
    }

    private static Object alwaysWritable(Intercepted call, Driver driver) {
        return call.is(Devices.class, "attachDisk") && call.argument(DiskSpec.class) instanceof DiskSpec.Existing disk
                ? call.proceedWith(DiskSpec.class, DiskSpec.existing(disk.volume()))
                : call.proceed();
    }

    private static Object ejectNothing(Intercepted call, Driver driver) {
        boolean eject =
                call.is(Devices.class, "changeMedia") && call.arguments().contains(Optional.empty());
        return eject ? null : call.proceed();
    }

    private static Object growNothing(Intercepted call, Driver driver) {
        return call.is(Devices.class, "growDisk") ? null : call.proceed();
    }

    private static Object volumesStay(Intercepted call, Driver driver) {
        return call.is(Volumes.class, "delete") ? null : call.proceed();
    }

    private static Object cloneInFull(Intercepted call, Driver driver) {
        if (!call.is(Cloning.class, "cloneGuest")) {
            return call.proceed();
        }
        Cloning.Order order = call.argument(Cloning.Order.class);
        CloneSpec asked = order.spec();
        CloneSpec full = new CloneSpec(asked.name(), CopyMode.FULL, asked.storage(), asked.seed());
        return call.proceedWith(Cloning.Order.class, new Cloning.Order(order.key(), full, order.mark()));
    }

    private static Object alwaysNow(Intercepted call, Driver driver) {
        return call.is(Driver.class, "reconfigure")
                ? ((java.util.Map<?, ?>) call.proceed())
                        .keySet().stream().collect(Collectors.toMap(field -> field, field -> GuestChange.When.NOW))
                : call.proceed();
    }
}
