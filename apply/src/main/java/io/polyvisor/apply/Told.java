package io.polyvisor.apply;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record, and the journal that it is from.
 *
 * @param plan the id of the journal's plan
 */
record Told(String plan, JournalRecord record) {

    /** What several journals tell, in the order in which it happened. */
    static Stream<Told> inOrder(List<JournalStory> stories) {
        return stories.stream()
                .flatMap(story -> story.records().stream().map(record -> new Told(idOf(story), record)))
                .sorted(Comparator.comparing(told -> told.record().at()));
    }

    private static String idOf(JournalStory story) {
        return story.plan().fact("id").orElse("");
    }
}
