package io.polyvisor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.JournalRecord.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which guests journals of unfinished plans were making, and where. */
final class BirthsTest {
    private int second;

    private JournalRecord record(Kind kind, int step, Map<String, String> facts) {
        return new JournalRecord(Instant.EPOCH.plusSeconds(++second), kind, step, facts);
    }

    private JournalRecord about(Kind kind, int step, String verb, String host) {
        return record(kind, step, Map.of("verb", verb, "guest", "web", "host", host));
    }

    private JournalRecord failed(int step) {
        return record(Kind.FAILED, step, Map.of("error", "full"));
    }

    private JournalRecord finished(String how) {
        return record(Kind.FINISHED, 0, Map.of("how", how));
    }

    private JournalStory plan(String id, JournalRecord... records) {
        JournalStory story = new JournalStory();
        story.add(new JournalRecord(Instant.EPOCH, Kind.PLAN, 0, Map.of("id", id)));
        Arrays.asList(records).forEach(story::add);
        return story;
    }

    private static List<String> births(JournalStory... stories) {
        return Births.of(List.of(stories)).stream()
                .map(birth ->
                        birth.plan() + (birth.made() ? " made " : " makes ") + birth.guest() + " on " + birth.host())
                .toList();
    }

    @Test
    void a_guest_is_being_made_then_made_until_the_plan_is_finished() {
        JournalStory story = plan("p", about(Kind.BEGUN, 1, "create", "a"));
        assertThat(births(story)).containsExactly("p makes web on a");
        story.add(record(Kind.UNKNOWN, 1, Map.of("error", "no answer")));
        assertThat(births(story)).containsExactly("p makes web on a");
        story.add(about(Kind.ENDED, 1, "create", "a"));
        story.add(about(Kind.BEGUN, 2, "start", "a"));
        story.add(failed(2));
        assertThat(births(story)).containsExactly("p made web on a");
        story.add(finished("done"));
        assertThat(births(story)).isEmpty();
    }

    @Test
    void what_failed_was_not_made() {
        assertThat(births(plan("p", about(Kind.BEGUN, 1, "create", "a"), failed(1))))
                .isEmpty();
    }

    @Test
    void it_is_there_until_it_was_taken_back() {
        JournalStory story = plan("p", about(Kind.BEGUN, 1, "create", "a"), record(Kind.UNDO, 0, Map.of()));
        story.add(about(Kind.UNDO_BEGUN, 1, "discard", "a"));
        story.add(failed(1));
        assertThat(births(story)).containsExactly("p makes web on a");
        story.add(about(Kind.UNDO_BEGUN, 1, "discard", "a"));
        assertThat(births(story)).containsExactly("p makes web on a");
        story.add(about(Kind.UNDONE, 1, "discard", "a"));
        assertThat(births(story)).isEmpty();
    }

    @Test
    void an_old_copy_that_is_retired_elsewhere_is_another_matter() {
        JournalStory story = plan("p", about(Kind.BEGUN, 1, "create", "a"), about(Kind.ENDED, 1, "create", "a"));
        story.add(about(Kind.ENDED, 2, "retire", "b"));
        assertThat(births(story)).containsExactly("p made web on a");
    }

    @Test
    void a_plan_that_moves_what_it_made_may_have_it_at_either_end() {
        JournalStory story = plan("p", about(Kind.BEGUN, 1, "create", "a"), about(Kind.ENDED, 1, "create", "a"));
        story.add(about(Kind.BEGUN, 2, "move", "b"));
        assertThat(births(story)).containsExactly("p made web on a", "p makes web on b");
        story.add(failed(2));
        assertThat(births(story)).containsExactly("p made web on a");
        story.add(about(Kind.BEGUN, 2, "move", "b"));
        story.add(about(Kind.ENDED, 2, "move", "b"));
        assertThat(births(story)).containsExactly("p made web on b");
    }

    @Test
    void moves_of_guests_that_no_unfinished_plan_made_are_another_matter() {
        assertThat(births(plan("p", about(Kind.BEGUN, 1, "move", "a"), about(Kind.ENDED, 1, "move", "a"))))
                .isEmpty();
    }

    @Test
    void a_plan_that_makes_it_later_was_sure_that_the_one_before_did_not() {
        JournalStory first = plan("p", about(Kind.BEGUN, 1, "create", "a"));
        JournalStory second = plan("q", about(Kind.BEGUN, 1, "create", "b"));
        assertThat(births(first, second)).containsExactly("q makes web on b");
        second.add(about(Kind.ENDED, 1, "create", "b"));
        second.add(finished("done"));
        assertThat(births(first, second)).isEmpty();
    }
}
