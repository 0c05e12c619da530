package io.polyvisor.apply.file;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.site.HostKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Actions of a plan as JSON. Stateless. */
final class ActionJson {
    private static final Map<String, Function<Section, Action>> READERS = readers();

    private ActionJson() {}

    static JsonFields write(Action action) {
        JsonFields fields = new JsonFields().put("type", type(action));
        action.subject().ifPresent(guest -> fields.put("guest", guest));
        fields.put("host", action.host());
        if (action instanceof Action.Create create) {
            fields.put("key", create.key())
                    .put("replaces", create.replaces())
                    .put("spec", SpecJson.write(create.spec()));
        } else if (action instanceof Action.Move move) {
            fields.put("from", move.from()).put("live", move.live());
        } else if (action instanceof Action.Recover recover) {
            fields.put("lost", recover.lost());
        } else if (action instanceof Action.Protect protect) {
            fields.put("from", protect.from()).put("to", protect.to());
        } else if (action instanceof Action.Autostart autostart) {
            fields.put("on", autostart.on());
        }
        return fields;
    }

    static Action read(Section section) {
        String type = section.need("type", section.text("type"));
        Function<Section, Action> reader = READERS.get(type);
        if (reader == null) {
            section.leave(section.keys().toArray(String[]::new));
            throw new IllegalArgumentException(
                    "type \"" + type + "\" is none of " + String.join(", ", READERS.keySet()));
        }
        return reader.apply(section);
    }

    private static Map<String, Function<Section, Action>> readers() {
        Map<String, Function<Section, Action>> all = new LinkedHashMap<>();
        all.put("CREATE", ActionJson::create);
        all.put("DISCARD", at -> new Action.Discard(guest(at), host(at, "host")));
        all.put("START", at -> new Action.Start(guest(at), host(at, "host")));
        all.put("STOP", at -> new Action.Stop(guest(at), host(at, "host")));
        all.put(
                "MOVE",
                at -> new Action.Move(guest(at), host(at, "from"), host(at, "host"), at.need("live", at.flag("live"))));
        all.put("RECOVER", at -> new Action.Recover(guest(at), host(at, "lost"), host(at, "host")));
        all.put("RETIRE", at -> new Action.Retire(guest(at), host(at, "host")));
        all.put(
                "PROTECT",
                at -> new Action.Protect(guest(at), host(at, "host"), protection(at, "from"), protection(at, "to")));
        all.put("AUTOSTART", at -> new Action.Autostart(guest(at), host(at, "host"), at.need("on", at.flag("on"))));
        all.put("FENCE", at -> new Action.Fence(host(at, "host")));
        all.put("REJOIN", at -> new Action.Rejoin(host(at, "host")));
        all.put("RELEASE", at -> new Action.Release(host(at, "host")));
        all.put("ENGAGE", at -> new Action.Engage(host(at, "host")));
        return all;
    }

    private static Action create(Section at) {
        return new Action.Create(
                guest(at),
                host(at, "host"),
                SpecJson.read(at.need("spec", at.section("spec"))),
                at.need("key", at.value("key", CreationKey::of)),
                at.value("replaces", HostKey::parse));
    }

    private static String guest(Section at) {
        return at.need("guest", at.text("guest"));
    }

    static HostKey host(Section at, String key) {
        return at.need(key, at.value(key, HostKey::parse));
    }

    private static Protection protection(Section at, String key) {
        return at.need(key, at.choice(key, Protection.class));
    }

    /** {@code Create} is CREATE. */
    private static String type(Action action) {
        return action.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
