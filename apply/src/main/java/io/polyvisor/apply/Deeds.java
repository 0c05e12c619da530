package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Host;
import io.polyvisor.Migration;
import io.polyvisor.Operation;
import io.polyvisor.apply.FenceEvidence.CommandSucceeded;
import io.polyvisor.apply.FenceEvidence.ObservedOff;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Shutdown;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what steps say, through the verbs of endpoints. Conditions were looked at before. */
final class Deeds {
    private final Ground ground;
    private final Sight sight;
    private final Consumer<Progress> progress;
    private final Consumer<String> notices;

    Deeds(Ground ground, Sight sight, Consumer<Progress> progress, Consumer<String> notices) {
        this.ground = ground;
        this.sight = sight;
        this.progress = progress;
        this.notices = notices;
    }

    /** Does it; comes to the key of the guest, where there is one afterwards. Blocks until it is done. */
    Optional<GuestId> act(Step step) {
        Action action = step.action();
        if (action instanceof Action.Create create) {
            return Optional.of(make(create.host(), create.spec(), create.key()));
        }
        if (action instanceof Action.Recover recover) {
            return Optional.of(recover(recover));
        }
        if (action instanceof Action.OnGuest onGuest) {
            return onGuest(step, onGuest);
        }
        if (action instanceof Action.Fence fence) {
            fence(fence.host());
        } else if (action instanceof Action.Rejoin rejoin) {
            ground.state().fence(Fences.rejoined(rejoin.host(), now()));
        } else {
            maintain(action);
        }
        return Optional.empty();
    }

    private GuestId make(HostKey host, GuestSpec spec, CreationKey key) {
        return await(ground.endpoint(host).create(on(host, spec), key)).id();
    }

    /** An endpoint of several hosts is told which one. */
    GuestSpec on(HostKey host, GuestSpec spec) {
        return several(host) ? spec.on(hostId(host)) : spec;
    }

    private boolean several(HostKey host) {
        return sight.inventory(host.endpoint())
                        .map(Inventory::hosts)
                        .orElse(List.of())
                        .size()
                > 1;
    }

    private HostId hostId(HostKey host) {
        return sight.view(host)
                .map(HostView::id)
                .orElseThrow(() -> new StepFailure(Finding.differs("host " + host, "to be seen", sight.words(host))));
    }

    private GuestId recover(Action.Recover recover) {
        GuestSpec spec = reborn(recover);
        return make(recover.host(), spec, ground.keyOf(recover));
    }

    GuestSpec reborn(Action.Recover recover) {
        KeptGuest kept = ground.lastSeen(recover)
                .orElseThrow(() -> new StepFailure(Finding.differs(
                        "guest " + recover.guest(), "an observation of it on " + recover.lost(), "none was kept")));
        return Rebirth.of(ground.site(), kept, recover.host(), Optional.empty()).spec();
    }

    private Optional<GuestId> onGuest(Step step, Action.OnGuest action) {
        HostKey at = action instanceof Action.Move move ? move.from() : action.host();
        Guest guest = guest(step, action.guest(), at);
        if (action instanceof Action.Discard) {
            await(guest.delete(Deletion.withOwnedVolumes()));
            return Optional.empty();
        }
        if (action instanceof Action.Retire) {
            if (ground.endpoint(at).capabilities().provides(Capability.AUTOSTART)) {
                await(guest.autostart(false));
            }
            await(guest.delete(Deletion.keepVolumes()));
            return Optional.empty();
        }
        if (action instanceof Action.Move move) {
            return Optional.of(await(guest.migrate(migration(move))).id());
        }
        await(verb(action, guest));
        return Optional.of(guest.id());
    }

    /** The verb of an action after which the guest is where it was. */
    Operation<?> verb(Action.OnGuest action, Guest guest) {
        if (action instanceof Action.Start) {
            return guest.start();
        }
        if (action instanceof Action.Stop) {
            return guest.shutdown(
                    Shutdown.gracefully(ground.options().shutdownPatience()).thenPowerOff());
        }
        if (action instanceof Action.Protect protect) {
            return guest.reconfigure(GuestChange.set().protection(protect.to()));
        }
        return guest.autostart(((Action.Autostart) action).on());
    }

    Migration migration(Action.Move move) {
        Endpoint target = ground.endpoint(move.host());
        Host host = target.host(hostId(move.host()));
        Migration where = (move.live() ? Migration.live() : Migration.cold()).to(host);
        return ground.options().storageDeclaredShared().test(move) ? where.declaringSharedStorage() : where;
    }

    Guest guest(Step step, String name, HostKey host) {
        Found found = Found.look(sight, ground.own(name), host, ground.idOf(step, name, host));
        return found.view()
                .filter(view -> found.isOn(host))
                .map(view -> ground.endpoint(host).guest(view.id()))
                .orElseThrow(() -> new StepFailure(Finding.differs("guest " + name, "on " + host, found.words())));
    }

    private void fence(HostKey host) {
        FenceEvidence evidence =
                sight.host(host).answers() ? observedOff(host) : stated(host).orElseGet(() -> commanded(host));
        ground.state().fence(Fences.record(evidence, ground.plan().id()));
        notices.accept(evidence.words());
    }

    private FenceEvidence observedOff(HostKey host) {
        List<String> off =
                sight.guestsOn(host).stream().map(guest -> guest.name().value()).toList();
        return new ObservedOff(host, off, now());
    }

    private Optional<FenceEvidence> stated(HostKey host) {
        return ground.options().statements().stream()
                .filter(statement -> statement.host().equals(host))
                .<FenceEvidence>map(statement -> statement)
                .findFirst();
    }

    private FenceEvidence commanded(HostKey host) {
        List<String> command = ground.options().fenceCommands().getOrDefault(host, List.of());
        FenceRunner.Result result =
                ground.fences().run(command, ground.options().fenceDeadline());
        if (!result.succeeded()) {
            throw new StepFailure(Finding.unseen(
                    "host " + host, "fenced, by evidence", "the fence command failed: " + result.words()));
        }
        return new CommandSucceeded(host, command, result.outputDigest(), now());
    }

    private void maintain(Action action) {
        HostKey host = action.host();
        boolean release = action instanceof Action.Release;
        Endpoint endpoint = ground.endpoint(host);
        if (endpoint.capabilities().provides(Capability.MAINTENANCE)) {
            Host handle = endpoint.host(hostId(host));
            await(release ? handle.enterMaintenance() : handle.leaveMaintenance());
        }
        if (release) {
            notices.accept("host " + host + " is empty: it can be switched off");
        }
    }

    private Instant now() {
        return ground.clock().instant();
    }

    private <T> T await(Operation<T> operation) {
        return operation.onProgress(progress).await();
    }
}
