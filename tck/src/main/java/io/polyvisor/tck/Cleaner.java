package io.polyvisor.tck;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.NotFoundException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Removes what the TCK made, also after a crash. It touches a guest only when its name begins with the TCK's prefix <em>and</em> it
 * bears our mark, and a template or volume, which bear none, only when its name begins with the prefix and nothing uses it.
 */
public final class Cleaner {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Endpoint endpoint;

    Cleaner(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Removes what earlier runs left behind; blocks until that is done.
     *
     * @return what was removed and what could not be, in words
     */
    public static List<String> clean(TckEnvironment environment) {
        TckTarget target = environment.target();
        EndpointOptions options = environment.options().mode(AccessMode.OWNED);
        try (Polyvisor polyvisor = Polyvisor.open(environment.time());
                Endpoint endpoint = polyvisor.connect(target.provider(), target.uri(), target.access(), options)) {
            return new Cleaner(endpoint).removeLeftovers();
        }
    }

    /** Takes a guest's power away, whatever it does, and removes it with the volumes that it alone uses. */
    void remove(Guest guest) {
        try {
            PowerState state = guest.view().power().state();
            if (state != PowerState.OFF) {
                guest.powerOff(Loss.OF_SAVED_MEMORY).await(PATIENCE);
            }
            guest.delete(Deletion.withOwnedVolumes().accepting(Loss.OF_SAVED_MEMORY))
                    .await(PATIENCE);
        } catch (NotFoundException gone) {
            // What should go is gone.
            return;
        }
    }

    /** What bears our prefix now, in words; nothing when everything was cleaned up. */
    List<String> leftovers() {
        Inventory seen = endpoint.inventory(fields());
        List<String> left = new ArrayList<>();
        ours(seen).forEach(guest -> left.add("guest " + guest.name()));
        templates(seen).forEach(template -> left.add("template " + template.name()));
        volumes(seen).forEach(volume -> left.add("volume " + volume.id()));
        return left;
    }

    List<String> removeLeftovers() {
        List<String> done = new ArrayList<>();
        Inventory seen = endpoint.inventory(fields());
        for (GuestView guest : ours(seen)) {
            attempt(done, "guest " + guest.name(), () -> remove(endpoint.guest(guest.id())));
        }
        for (TemplateView template : templates(seen)) {
            attempt(
                    done,
                    "template " + template.name(),
                    () -> await(() -> endpoint.templates().delete(template.id())));
        }
        for (VolumeView volume : volumes(endpoint.inventory(fields()))) {
            attempt(
                    done,
                    "volume " + volume.id(),
                    () -> await(() -> endpoint.volumes().delete(volume.id())));
        }
        return done;
    }

    private InventoryField[] fields() {
        List<InventoryField> fields = new ArrayList<>(List.of(InventoryField.DETAILS));
        if (endpoint.capabilities().provides(Capability.VOLUMES)) {
            fields.add(InventoryField.VOLUMES);
        }
        if (endpoint.capabilities().provides(Capability.TEMPLATES)) {
            fields.add(InventoryField.TEMPLATES);
        }
        return fields.toArray(InventoryField[]::new);
    }

    private static List<GuestView> ours(Inventory seen) {
        return seen.guests().stream()
                .filter(guest -> guest.name().value().startsWith(TckContext.PREFIX))
                .filter(guest -> guest.requireDetails().mark().isPresent())
                .toList();
    }

    private static List<TemplateView> templates(Inventory seen) {
        return seen.templates().stream()
                .filter(template -> template.name().value().startsWith(TckContext.PREFIX))
                .toList();
    }

    private static List<VolumeView> volumes(Inventory seen) {
        return seen.volumes().stream()
                .filter(volume -> volume.id().key().startsWith(TckContext.PREFIX))
                .toList();
    }

    private static void await(Supplier<Operation<?>> removal) {
        removal.get().await(PATIENCE);
    }

    private static void attempt(List<String> done, String what, Runnable removal) {
        try {
            removal.run();
            done.add("removed " + what);
        } catch (PolyvisorException e) {
            done.add("could not remove " + what + ": " + e.getMessage());
        }
    }
}
