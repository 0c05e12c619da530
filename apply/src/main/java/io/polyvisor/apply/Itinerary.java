package io.polyvisor.apply;

import io.polyvisor.apply.History.Stay;
import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows one guest from host to host. Not thread-safe. */
final class Itinerary {
    private final String guest;
    private final List<Stay> stays = new ArrayList<>();
    private Optional<Stay> open = Optional.empty();

    Itinerary(String guest) {
        this.guest = guest;
    }

    void follow(JournalRecord record) {
        boolean ours = record.fact("guest").equals(Optional.of(guest));
        boolean took = record.kind() == Kind.ENDED || record.kind() == Kind.UNDONE;
        if (!ours || !took || record.fact("host").isEmpty()) {
            return;
        }
        HostKey host = HostKey.parse(record.fact("host").get());
        String why = record.fact("why").orElse("");
        switch (record.fact("verb").orElse("")) {
            case "start" -> arrive(host, record.at(), why);
            case "stop" -> leave(host, record.at());
            case "recover" -> record.fact("from").map(HostKey::parse).ifPresent(lost -> leave(lost, record.at()));
            case "move" -> {
                if (record.fact("live").equals(Optional.of("true"))) {
                    record.fact("from").map(HostKey::parse).ifPresent(from -> leave(from, record.at()));
                    arrive(host, record.at(), why);
                }
            }
            default -> {}
        }
    }

    private void arrive(HostKey host, Instant at, String why) {
        if (open.filter(stay -> stay.host().equals(host)).isEmpty()) {
            open.ifPresent(stay -> leave(stay.host(), at));
            open = Optional.of(new Stay(host, Optional.of(at), Optional.empty(), why));
        }
    }

    /** A guest that ran there before any journal began is known to have done so only now. */
    private void leave(HostKey host, Instant at) {
        Stay stay = open.filter(known -> known.host().equals(host))
                .orElse(new Stay(host, Optional.empty(), Optional.empty(), "it ran there before"));
        stays.add(new Stay(stay.host(), stay.from(), Optional.of(at), stay.why()));
        open = Optional.empty();
    }

    List<Stay> stays() {
        List<Stay> all = new ArrayList<>(stays);
        open.ifPresent(all::add);
        return List.copyOf(all);
    }
}
