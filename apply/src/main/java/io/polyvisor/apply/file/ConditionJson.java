package io.polyvisor.apply.file;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Condition;
import java.util.EnumSet;
import java.util.Set;

/** Conditions of a plan as JSON. Stateless. */
final class ConditionJson {
    private static final String TYPES =
            "GUEST_IS, NAME_FREE, HOST_TAKES_GUESTS, ROOM, HOST_EMPTY, FENCED, RUNS_NOWHERE";

    private ConditionJson() {}

    static JsonFields write(Condition condition) {
        JsonFields fields = new JsonFields();
        if (condition instanceof Condition.GuestIs is) {
            return fields.put("type", "GUEST_IS")
                    .put("guest", is.guest())
                    .put("host", is.host())
                    .put("powers", is.powers())
                    .put("id", is.id());
        }
        if (condition instanceof Condition.NameFree free) {
            return fields.put("type", "NAME_FREE").put("guest", free.guest()).put("endpoint", free.endpoint());
        }
        if (condition instanceof Condition.HostTakesGuests takes) {
            return fields.put("type", "HOST_TAKES_GUESTS").put("host", takes.host());
        }
        if (condition instanceof Condition.Room room) {
            return fields.put("type", "ROOM")
                    .put("host", room.host())
                    .put("memory", room.memory())
                    .put("vcpus", room.vcpus());
        }
        if (condition instanceof Condition.HostEmpty empty) {
            return fields.put("type", "HOST_EMPTY").put("host", empty.host());
        }
        if (condition instanceof Condition.Fenced fenced) {
            return fields.put("type", "FENCED").put("host", fenced.host());
        }
        Condition.RunsNowhere nowhere = (Condition.RunsNowhere) condition;
        return fields.put("type", "RUNS_NOWHERE").put("guest", nowhere.guest());
    }

    static Condition read(Section at) {
        String type = at.need("type", at.text("type"));
        return switch (type) {
            case "GUEST_IS" ->
                new Condition.GuestIs(guest(at), ActionJson.host(at, "host"), powers(at), at.value("id", GuestId::of));
            case "NAME_FREE" -> new Condition.NameFree(guest(at), at.need("endpoint", at.text("endpoint")));
            case "HOST_TAKES_GUESTS" -> new Condition.HostTakesGuests(ActionJson.host(at, "host"));
            case "ROOM" ->
                new Condition.Room(
                        ActionJson.host(at, "host"),
                        at.need("memory", at.value("memory", Memory::parse)),
                        at.need("vcpus", at.value("vcpus", Words::number)));
            case "HOST_EMPTY" -> new Condition.HostEmpty(ActionJson.host(at, "host"));
            case "FENCED" -> new Condition.Fenced(ActionJson.host(at, "host"));
            case "RUNS_NOWHERE" -> new Condition.RunsNowhere(guest(at));
            default -> {
                at.leave(at.keys().toArray(String[]::new));
                throw new IllegalArgumentException("type \"" + type + "\" is none of " + TYPES);
            }
        };
    }

    private static String guest(Section at) {
        return at.need("guest", at.text("guest"));
    }

    private static Set<PowerState> powers(Section at) {
        Set<PowerState> powers = EnumSet.noneOf(PowerState.class);
        powers.addAll(at.values("powers", text -> Words.choice(PowerState.class, text)));
        return powers;
    }
}
