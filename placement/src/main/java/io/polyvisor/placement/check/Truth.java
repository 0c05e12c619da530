package io.polyvisor.placement.check;

import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what a step says must be so is so, and whether it says enough. */
final class Truth {
    private final Site site;
    private final Policy policy;

    Truth(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    boolean isKnown(Action action) {
        return action.subject().map(site.guests()::containsKey).orElse(true)
                && ends(action).allMatch(site.hosts()::containsKey);
    }

    private static Stream<HostKey> ends(Action action) {
        if (action instanceof Action.Move move) {
            return Stream.of(move.from(), move.host());
        }
        if (action instanceof Action.Recover recover) {
            return Stream.of(recover.lost(), recover.host());
        }
        return action instanceof Action.Create create
                ? Stream.concat(Stream.of(create.host()), create.replaces().stream())
                : Stream.of(action.host());
    }

    boolean isKnown(Condition condition) {
        if (condition instanceof Condition.GuestIs is) {
            return site.guests().containsKey(is.guest()) && site.hosts().containsKey(is.host());
        }
        if (condition instanceof Condition.NameFree free) {
            return site.guests().containsKey(free.guest()) && site.endpoints().containsKey(free.endpoint());
        }
        return condition instanceof Condition.RunsNowhere runs
                ? site.guests().containsKey(runs.guest())
                : site.hosts().containsKey(host(condition));
    }

    private static HostKey host(Condition condition) {
        if (condition instanceof Condition.HostTakesGuests takes) {
            return takes.host();
        }
        if (condition instanceof Condition.Room room) {
            return room.host();
        }
        if (condition instanceof Condition.HostEmpty empty) {
            return empty.host();
        }
        return ((Condition.Fenced) condition).host();
    }

    boolean holds(Condition condition, World world) {
        if (condition instanceof Condition.GuestIs is) {
            return holds(is, world);
        }
        if (condition instanceof Condition.NameFree free) {
            return world.copies(free.guest()).defined().stream()
                    .noneMatch(host -> host.endpoint().equals(free.endpoint()));
        }
        if (condition instanceof Condition.RunsNowhere runs) {
            return world.running(runs.guest()) == 0;
        }
        HostKey host = host(condition);
        if (condition instanceof Condition.HostTakesGuests) {
            return world.state(host) == HostState.UP;
        }
        if (condition instanceof Condition.Room room) {
            List<SiteGuest> there = running(world, host);
            return Capacity.of(site.host(host), policy)
                    .holds(Capacity.memory(there) + room.memory().bytes(), Capacity.vcpus(there) + room.vcpus());
        }
        return condition instanceof Condition.HostEmpty ? world.isEmpty(host) : world.isLost(host);
    }

    private boolean holds(Condition.GuestIs is, World world) {
        Copies copies = world.copies(is.guest());
        PowerState power = copies.runsOn(is.host()) ? PowerState.RUNNING : PowerState.OFF;
        boolean sameId =
                is.id().isEmpty() || is.id().equals(site.guest(is.guest()).id());
        return copies.isOn(is.host()) && is.powers().contains(power) && sameId;
    }

    List<SiteGuest> running(World world, HostKey host) {
        return site.guests().values().stream()
                .filter(guest -> world.copies(guest.name()).runsOn(host))
                .toList();
    }

    /** Whether the conditions of a step are enough for what it does. */
    static boolean areEnough(Action action, List<Condition> conditions) {
        if (action instanceof Action.Create create) {
            return takes(conditions, create.host())
                    && conditions.contains(
                            new Condition.NameFree(create.guest(), create.host().endpoint()));
        }
        if (action instanceof Action.Move move) {
            boolean room = !move.live() || hasRoom(conditions, move.host());
            return room
                    && takes(conditions, move.host())
                    && is(conditions, move.guest(), move.from(), move.live() ? PowerState.RUNNING : PowerState.OFF);
        }
        if (action instanceof Action.Recover recover) {
            return takes(conditions, recover.host()) && conditions.contains(new Condition.Fenced(recover.lost()));
        }
        if (action instanceof Action.Start start) {
            return is(conditions, start.guest(), start.host(), PowerState.OFF);
        }
        if (action instanceof Action.Release release) {
            return conditions.contains(new Condition.HostEmpty(release.host()));
        }
        if (action instanceof Action.Stop || action instanceof Action.Protect || action instanceof Action.Discard) {
            return names(conditions, (Action.OnGuest) action);
        }
        return true;
    }

    private static boolean takes(List<Condition> conditions, HostKey host) {
        return conditions.contains(new Condition.HostTakesGuests(host));
    }

    private static boolean hasRoom(List<Condition> conditions, HostKey host) {
        return conditions.stream()
                .anyMatch(each ->
                        each instanceof Condition.Room room && room.host().equals(host));
    }

    private static boolean is(List<Condition> conditions, String guest, HostKey host, PowerState power) {
        return conditions.stream()
                .anyMatch(each -> each instanceof Condition.GuestIs is
                        && is.guest().equals(guest)
                        && is.host().equals(host)
                        && is.powers().equals(Set.of(power)));
    }

    private static boolean names(List<Condition> conditions, Action.OnGuest action) {
        return conditions.stream()
                .anyMatch(each -> each instanceof Condition.GuestIs is
                        && is.guest().equals(action.guest())
                        && is.host().equals(action.host()));
    }
}
