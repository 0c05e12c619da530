package io.polyvisor.internal;

import io.polyvisor.Endpoint;
import io.polyvisor.Host;
import io.polyvisor.Operation;
import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Maintenance;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A host's handle. */
record CoreHost(CoreEndpoint owner, HostId id) implements Host {

    @Override
    public Endpoint endpoint() {
        return owner;
    }

    @Override
    public HostView view() {
        return view(
                seen(owner.reading(Verb.OBSERVE, Optional.of("host " + id))),
                owner.reading(Verb.OBSERVE, Optional.empty()));
    }

    @Override
    public Operation<Effect> enterMaintenance() {
        return owner.begin(maintenance(HostView.State.MAINTENANCE));
    }

    @Override
    public Operation<Effect> leaveMaintenance() {
        return owner.begin(maintenance(HostView.State.ONLINE));
    }

    private Action<Effect> maintenance(HostView.State goal) {
        return Action.on(Verb.HOST_MAINTENANCE, "host " + id, id, work -> {
            work.endpoint().guard().requireWritable(Verb.HOST_MAINTENANCE, work.failures());
            work.endpoint().guard().require(Capability.MAINTENANCE, work.failures());
            Inventory seen = seen(work);
            if (view(seen, work).state() == goal) {
                return Plan.already(Effect.UNCHANGED);
            }
            if (goal == HostView.State.MAINTENANCE) {
                requireEmpty(work, seen);
            }
            return Plan.send(
                    sending -> {
                        sending.tell((driver, call) -> {
                            Maintenance facet = sending.facet(Maintenance.class);
                            if (goal == HostView.State.MAINTENANCE) {
                                facet.enter(id, call);
                            } else {
                                facet.leave(id, call);
                            }
                        });
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(
                            view(seen(looking), looking).state() == goal, Effect.APPLIED));
        });
    }

    private void requireEmpty(Work work, Inventory seen) {
        List<String> there = seen.guests().stream()
                .filter(guest -> guest.host().filter(id::equals).isPresent())
                .filter(guest ->
                        guest.power().is(PowerState.RUNNING) || guest.power().is(PowerState.PAUSED))
                .map(GuestView::name)
                .map(Object::toString)
                .toList();
        if (!there.isEmpty()) {
            throw work.refused(
                    new Fault.InvalidState("guests run on it: " + there, Optional.of("move them away first")));
        }
    }

    private static Inventory seen(Work work) {
        return work.read((driver, call) -> driver.inventory(EnumSet.of(InventoryField.HOSTS), call));
    }

    private HostView view(Inventory seen, Work work) {
        return seen.hosts().stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow(() -> work.refused(new Fault.NotFound("host " + id, Optional.empty())));
    }

    @Override
    public String toString() {
        return "Host[" + id + " on " + owner.name() + "]";
    }
}
