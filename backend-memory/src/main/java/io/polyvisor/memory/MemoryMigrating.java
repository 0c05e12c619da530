package io.polyvisor.memory;

import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Migrating;
import java.util.Optional;

/** Moves guests between hosts, of one site or of two sites of one world. */
final class MemoryMigrating implements Migrating {
    private final MemorySession session;
    private final Site site;

    MemoryMigrating(MemorySession session) {
        this.session = session;
        this.site = session.site();
    }

    @Override
    public GuestId migrate(GuestId guest, Order order, Call call) {
        Verb verb = order.live() ? Verb.MIGRATE_LIVE : Verb.MIGRATE_COLD;
        Destination to = session.ask(() -> destination(order));
        try (Job job = session.ask(() -> {
            GuestState state = site.require(guest, verb);
            requireWelcome(state, to, order);
            return Job.on(state, verb, session, call);
        })) {
            Memory moved = session.ask(() -> site.require(guest).present().memory());
            job.move(order.live() ? "copying memory" : "moving", order.live() ? moved.bytes() : 0);
            session.change(() -> {
                GuestState state = site.require(guest);
                requireStillMovable(state, order);
                requireWelcome(state, to, order);
                move(state, to);
            });
        }
        return guest;
    }

    private record Destination(Site site, HostState host) {}

    /** A host's id is unique in its world, so that the peer needs no door into its inside. */
    private Destination destination(Order order) {
        order.peer().map(peer -> peer.facts().nature()).ifPresent(nature -> {
            if (nature != EndpointFacts.Nature.MODEL) {
                throw Refusal.state("the target endpoint is not a site of the model", "name a host of the model");
            }
        });
        return session.world().sites().stream()
                .filter(each -> each == site || order.peer().isPresent())
                .flatMap(each -> Optional.ofNullable(each.hosts().get(order.target())).stream()
                        .map(host -> new Destination(each, host)))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("host " + order.target()));
    }

    private void requireWelcome(GuestState guest, Destination to, Order order) {
        if (to.host == guest.host()) {
            throw Refusal.state("the guest is on host " + to.host.id() + " already", "name another host");
        }
        if (!to.host.takesGuests()) {
            throw Refusal.state("host " + to.host.id() + " takes no guests now", "name another host");
        }
        if (order.live() && !to.host.vendor().equals(guest.host().vendor())) {
            throw Refusal.state(
                    "hosts " + guest.host().id() + " and " + to.host.id() + " have processors of different vendors",
                    "shut the guest down and migrate it cold");
        }
        if (order.live()) {
            to.site.requireMemory(to.host, guest.present().memory());
        }
        if (to.site != site) {
            to.site.requireFreeName(guest.name());
        }
        guest.present().slots().forEach(slot -> requireSameDisk(slot, to));
        guest.present().cards().forEach(card -> to.site.requireNetwork(card.network()));
    }

    /** The model knows which storages are the same, so a declaration can neither help nor harm. */
    private void requireSameDisk(Configuration.Slot slot, Destination to) {
        slot.volume().ifPresent(volume -> {
            boolean same = to.site.storages().get(volume.storage()) == site.requireStorage(volume.storage());
            if (!same || !to.host.sees(volume.storage())) {
                throw Refusal.state(
                        "host " + to.host.id() + " does not see storage " + volume.storage() + " of disk " + slot.id(),
                        "move its disks to a storage that both hosts see");
            }
        });
    }

    private static void requireStillMovable(GuestState guest, Order order) {
        boolean alive = guest.is(PowerState.RUNNING) || guest.is(PowerState.PAUSED);
        if (order.live() && !alive) {
            throw Refusal.state("the guest stopped while it was being moved", "look what it is now");
        }
    }

    private void move(GuestState guest, Destination to) {
        guest.serial().end();
        guest.moveTo(to.host, session.world().now());
        if (to.site != site) {
            site.remove(guest);
            to.site.add(guest);
        } else {
            site.tell(guest.id());
        }
        guest.because(StateReason.MIGRATED);
    }
}
