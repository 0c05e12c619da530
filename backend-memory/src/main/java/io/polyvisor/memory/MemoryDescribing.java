package io.polyvisor.memory;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Describing;
import java.util.ArrayList;
import java.util.List;

/** The model's own words for a guest: a line for its sizes and one for each device. */
final class MemoryDescribing implements Describing {
    private final MemorySession session;

    MemoryDescribing(MemorySession session) {
        this.session = session;
    }

    @Override
    public NativeDefinition definition(GuestId guest, Call call) {
        return session.ask(() -> {
            GuestState found = session.site().require(guest);
            return new NativeDefinition("Polyvisor model text", String.join("\n", lines(found)));
        });
    }

    private static List<String> lines(GuestState guest) {
        Configuration next = guest.stored();
        List<String> lines = new ArrayList<>();
        lines.add("guest " + guest.name() + " id " + guest.id() + " kind " + guest.kind());
        lines.add("vcpus " + next.vcpus() + " of " + next.maxVcpus());
        lines.add("memory " + next.memory().bytes() + " of " + next.maxMemory().bytes());
        next.slots()
                .forEach(slot -> lines.add("slot " + slot.id() + " " + slot.role() + " "
                        + slot.view().source()));
        next.cards().forEach(card -> lines.add("card " + card.id() + " " + card.mac() + " " + card.network()));
        return lines;
    }
}
