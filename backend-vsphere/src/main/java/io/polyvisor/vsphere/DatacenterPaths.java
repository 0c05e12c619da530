package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.spi.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Datacenters by their path below the root folder, as file addresses want them. */
final class DatacenterPaths {
    private static final String NAME = "name";
    private static final String PARENT = "parent";

    private final GuestCalls guests;

    DatacenterPaths(GuestCalls guests) {
        this.guests = guests;
    }

    /** One request per folder on the way; the root folder itself has no place in paths. */
    String of(ManagedObjectReference datacenter, Call call) {
        Deque<String> names = new ArrayDeque<>();
        Optional<ManagedObjectReference> at = Optional.of(datacenter);
        while (at.isPresent()) {
            ManagedObjectReference here = at.get();
            PropertyRow row = guests.read(here, here.getType() + " " + here.getVal(), call, NAME, PARENT);
            at = row.value(PARENT, ManagedObjectReference.class);
            if (at.isPresent()) {
                names.addFirst(row.value(NAME, String.class).orElse(here.getVal()));
            }
        }
        return String.join("/", names);
    }
}
