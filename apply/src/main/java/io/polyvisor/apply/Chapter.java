package io.polyvisor.apply;

import io.polyvisor.apply.History.Deed;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one journal tells of deeds. */
final class Chapter {
    private final JournalStory story;

    Chapter(JournalStory story) {
        this.story = story;
    }

    List<Deed> deeds(String guest) {
        List<Deed> deeds = new ArrayList<>();
        Map<Integer, JournalRecord> begun = new HashMap<>();
        String who = story.plan().fact("who").orElse("");
        for (JournalRecord record : story.records()) {
            who = record.fact("who").orElse(who);
            switch (record.kind()) {
                case BEGUN, UNDO_BEGUN -> begun.put(record.step(), record);
                case ENDED, UNDONE -> deed(record, record, guest, who).ifPresent(deeds::add);
                case FAILED, UNKNOWN -> {
                    JournalRecord about = begun.getOrDefault(record.step(), record);
                    deed(record, about, guest, who).ifPresent(deeds::add);
                }
                case PLAN, RESUMED, STOPPED, UNDO, FINISHED -> {}
            }
        }
        return deeds;
    }

    private Optional<Deed> deed(JournalRecord end, JournalRecord about, String guest, String who) {
        if (!about.fact("guest").equals(Optional.of(guest))) {
            return Optional.empty();
        }
        String outcome = switch (end.kind()) {
            case ENDED -> end.fact("outcome").equals(Optional.of("already")) ? "found done" : "done";
            case UNDONE -> "undone";
            case UNKNOWN -> "unknown: " + end.fact("error").orElse("");
            default -> "failed: " + end.fact("error").orElse("");
        };
        return Optional.of(new Deed(
                end.at(),
                about.fact("what").orElse(""),
                about.fact("host").map(HostKey::parse),
                about.fact("from").map(HostKey::parse),
                about.fact("why").orElse(""),
                who,
                story.plan().fact("id"),
                outcome));
    }
}
