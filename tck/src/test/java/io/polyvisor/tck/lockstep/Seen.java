package io.polyvisor.tck.lockstep;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.NicView;
import io.polyvisor.spi.Driver;
import io.polyvisor.tck.Intercepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers of a driver with something else in them. */
final class Seen {

    private Seen() {}

    /** Every observation of a guest, single or in bulk. */
    static Object everywhere(Intercepted call, UnaryOperator<GuestView> change) {
        if (call.is(Driver.class, "observe") && call.proceed() instanceof Optional<?> seen) {
            return seen.map(guest -> change.apply((GuestView) guest));
        }
        return inBulk(call, guests -> guests.stream().map(change).toList());
    }

    /** The guests of an inventory. */
    static Object inBulk(Intercepted call, UnaryOperator<List<GuestView>> change) {
        Object answer = call.proceed();
        return call.is(Driver.class, "inventory") && answer instanceof Inventory all
                ? with(all, change.apply(all.guests()))
                : answer;
    }

    static GuestView named(GuestView guest, GuestName name) {
        return new GuestView(
                guest.id(),
                name,
                guest.kind(),
                guest.power(),
                guest.host(),
                guest.vcpus(),
                guest.memory(),
                guest.autostart(),
                guest.persistent(),
                guest.details());
    }

    static GuestView withVcpus(GuestView guest, int vcpus) {
        return new GuestView(
                guest.id(),
                guest.name(),
                guest.kind(),
                guest.power(),
                guest.host(),
                vcpus,
                guest.memory(),
                guest.autostart(),
                guest.persistent(),
                guest.details());
    }

    static GuestView booting(GuestView guest, UnaryOperator<List<BootDevice>> order) {
        return guest.withDetails(guest.details().map(old -> details(old, old.nics(), order.apply(old.bootOrder()))));
    }

    static GuestView withNics(GuestView guest, UnaryOperator<List<NicView>> nics) {
        return guest.withDetails(guest.details().map(old -> details(old, nics.apply(old.nics()), old.bootOrder())));
    }

    static <T> List<T> plus(List<T> all, List<T> more) {
        List<T> both = new ArrayList<>(all);
        both.addAll(more);
        return both;
    }

    private static GuestDetails details(GuestDetails old, List<NicView> nics, List<BootDevice> bootOrder) {
        return new GuestDetails(
                old.mark(),
                old.description(),
                old.maxVcpus(),
                old.maxMemory(),
                old.disks(),
                nics,
                bootOrder,
                old.agent(),
                old.addresses(),
                old.currentOperations(),
                old.blockedBy(),
                old.pending());
    }

    private static Inventory with(Inventory old, List<GuestView> guests) {
        return new Inventory(
                old.observedAt(),
                old.fields(),
                guests,
                old.hosts(),
                old.storages(),
                old.volumes(),
                old.networks(),
                old.templates(),
                old.gaps());
    }
}
