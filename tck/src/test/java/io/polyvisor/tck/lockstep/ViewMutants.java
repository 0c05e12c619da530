package io.polyvisor.tck.lockstep;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Something is wrong with what is seen. */
final class ViewMutants {

    private ViewMutants() {}

    static Stream<ModelMutant> all() {
        return Stream.of(
                ModelMutant.of(
                        "several processors are one too many",
                        (call, driver) -> Seen.everywhere(
                                call, guest -> guest.vcpus() > 1 ? Seen.withVcpus(guest, guest.vcpus() + 1) : guest)),
                ModelMutant.of(
                        "the boot order is told backwards",
                        (call, driver) -> Seen.everywhere(call, guest -> Seen.booting(guest, ViewMutants::backwards))),
                ModelMutant.remembering("a deleted guest stays listed", ViewMutants::listingTheDead),
                ModelMutant.remembering("a new name does not reach the inventory", ViewMutants::listingFirstNames),
                ModelMutant.remembering("a clone shows the addresses of its source", ViewMutants::cloningAddresses),
                ModelMutant.of(
                        "events of the hypervisor are dropped",
                        (call, driver) -> call.is(EventSource.class, "listen")
                                ? call.proceedWith(EventSource.Listener.class, new DeafListener())
                                : call.proceed()));
    }

    private static List<BootDevice> backwards(List<BootDevice> order) {
        List<BootDevice> other = new ArrayList<>(order);
        Collections.reverse(other);
        return other;
    }

    private static ModelMutant.Flaw listingTheDead() {
        List<GuestView> dead = new CopyOnWriteArrayList<>();
        return (call, driver) -> {
            if (call.is(Driver.class, "delete")) {
                driver.observe(call.argument(GuestId.class), call.argument(Call.class))
                        .ifPresent(dead::add);
            }
            return Seen.inBulk(call, guests -> Seen.plus(guests, dead));
        };
    }

    private static ModelMutant.Flaw listingFirstNames() {
        Map<GuestId, GuestView> first = new ConcurrentHashMap<>();
        return (call, driver) -> Seen.inBulk(
                call,
                guests -> guests.stream()
                        .map(guest -> Seen.named(
                                guest,
                                first.computeIfAbsent(guest.id(), id -> guest).name()))
                        .toList());
    }

    private static ModelMutant.Flaw cloningAddresses() {
        Map<GuestId, GuestView> sources = new ConcurrentHashMap<>();
        return (call, driver) -> {
            if (call.is(Cloning.class, "cloneGuest")) {
                GuestView source = driver.observe(call.argument(GuestId.class), call.argument(Call.class))
                        .orElseThrow();
                GuestId made = (GuestId) call.proceed();
                sources.put(made, source);
                return made;
            }
            Map<GuestId, GuestView> known = new HashMap<>(sources);
            return Seen.everywhere(
                    call,
                    guest -> known.containsKey(guest.id())
                            ? Seen.withNics(
                                    guest,
                                    nics -> known.get(guest.id())
                                            .requireDetails()
                                            .nics())
                            : guest);
        };
    }

    private static final class DeafListener implements EventSource.Listener {
        @Override
        public void changed(GuestId guest) {
            // told to nobody: that is the flaw
        }

        @Override
        public void gap(String why) {
            // told to nobody, either
        }
    }
}
