package io.polyvisor.tck;

import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the model past the core: by a driver of its own. */
record MemoryWitness(Driver outside, TimeSource time) implements Witness {

    @Override
    public String name() {
        return "a second client of the model";
    }

    @Override
    public Optional<PowerState> power(GuestId guest) {
        return seen(guest).map(view -> view.power().state());
    }

    @Override
    public Set<String> guestNames() {
        return outside.inventory(Set.of(), new OutsideCall(time)).guests().stream()
                .map(guest -> guest.name().value())
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> disks(GuestId guest) {
        return seen(guest).flatMap(GuestView::details).map(GuestDetails::disks).orElse(List.of()).stream()
                .map(DiskView::source)
                .filter(source -> !source.isEmpty())
                .toList();
    }

    private Optional<GuestView> seen(GuestId guest) {
        return outside.observe(guest, new OutsideCall(time));
    }
}
