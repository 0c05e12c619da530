package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Loss;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Removes what a walk made: guests with their volumes, templates, volumes; in as many rounds as linked volumes need. */
final class Sweep implements Runnable {
    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final int ROUNDS = 4;

    private final Endpoint endpoint;
    private final String prefix;
    private final Set<VolumeId> volumes;
    private boolean clean;

    /** Sweeps what bears that prefix, and those volumes, which may have left their guests. */
    Sweep(Endpoint endpoint, String prefix, Set<VolumeId> volumes) {
        this.endpoint = endpoint;
        this.prefix = prefix;
        this.volumes = Set.copyOf(volumes);
    }

    @Override
    public void run() {
        for (int round = 0; round < ROUNDS && !clean; round++) {
            clean = true;
            try {
                sweepOnce(round == ROUNDS - 1);
            } catch (PolyvisorException e) {
                clean = false;
                LOG.log(Level.WARNING, "a walk could not look for what it left on " + endpoint.name(), e);
            }
        }
    }

    private void sweepOnce(boolean last) {
        boolean templates = endpoint.capabilities().provides(Capability.TEMPLATES);
        Inventory inventory = templates
                ? endpoint.inventory(InventoryField.DETAILS, InventoryField.VOLUMES, InventoryField.TEMPLATES)
                : endpoint.inventory(InventoryField.DETAILS, InventoryField.VOLUMES);
        for (GuestView guest : inventory.guests()) {
            if (guest.name().value().startsWith(prefix)) {
                attempt(last, () -> remove(endpoint.guest(guest.id())));
            }
        }
        for (TemplateView template : inventory.templates()) {
            if (template.name().value().startsWith(prefix)) {
                attempt(last, () -> endpoint.templates().delete(template.id()).await());
            }
        }
        inventory.volumes().stream()
                .map(volume -> volume.id())
                .filter(id -> id.key().startsWith(prefix) || volumes.contains(id))
                .forEach(id -> attempt(last, () -> endpoint.volumes().delete(id).await()));
    }

    private static void remove(Guest guest) {
        guest.powerOff(Loss.OF_SAVED_MEMORY).await();
        guest.delete(Deletion.withOwnedVolumes().accepting(Loss.OF_SAVED_MEMORY))
                .await();
    }

    private void attempt(boolean last, Runnable removal) {
        try {
            removal.run();
        } catch (PolyvisorException e) {
            clean = false;
            LOG.log(last ? Level.WARNING : Level.DEBUG, "a walk left something on " + endpoint.name(), e);
        }
    }
}
