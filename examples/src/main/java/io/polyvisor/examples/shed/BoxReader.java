package io.polyvisor.examples.shed;

import io.polyvisor.model.AgentState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a shed's words to the contract's. Pure; units are turned here and nowhere else. */
final class BoxReader {

    private BoxReader() {}

    // tour:shed-reader
    static GuestView view(Shed.Box box) {
        return new GuestView(
                GuestId.of(box.serial()),
                GuestName.of(box.label()),
                GuestKind.VIRTUAL_MACHINE,
                ShedStates.power(box.lamp()),
                Optional.of(ShedAbilities.HOST),
                box.cores(),
                Memory.kib(box.kilobytes()),
                false,
                true,
                Optional.of(details(box)));
    }
    // end

    private static GuestDetails details(Shed.Box box) {
        return new GuestDetails(
                mark(box.notes()),
                box.notes().getOrDefault(BoxWriter.DESCRIPTION, ""),
                box.cores(),
                Memory.kib(box.kilobytes()),
                List.of(),
                List.of(),
                List.of(),
                AgentState.NONE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Set.of());
    }

    private static Optional<Mark> mark(Map<String, String> notes) {
        return Optional.ofNullable(notes.get(BoxWriter.PROTECTION))
                .map(protection -> new Mark(key(notes), tags(notes), Protection.valueOf(protection)));
    }

    static Optional<CreationKey> key(Map<String, String> notes) {
        return Optional.ofNullable(notes.get(BoxWriter.KEY)).map(CreationKey::of);
    }

    private static Map<String, String> tags(Map<String, String> notes) {
        Map<String, String> tags = new HashMap<>();
        notes.forEach((name, value) -> {
            if (name.startsWith(BoxWriter.TAG)) {
                tags.put(name.substring(BoxWriter.TAG.length()), value);
            }
        });
        return tags;
    }
}
