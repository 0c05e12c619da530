package io.polyvisor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where journals say that a guest was brought last. */
final class PassagesTest {
    private static final HostKey A = HostKey.parse("a");
    private static final HostKey B = HostKey.parse("b");
    private static final HostKey C = HostKey.parse("c");

    private int second;

    private JournalRecord record(Kind kind, int step, Map<String, String> facts) {
        return new JournalRecord(Instant.EPOCH.plusSeconds(++second), kind, step, facts);
    }

    private JournalRecord about(Kind kind, int step, String verb, HostKey from, HostKey to) {
        return record(kind, step, Map.of("verb", verb, "guest", "web", "from", from.toString(), "host", to.toString()));
    }

    private JournalRecord move(Kind kind, int step, HostKey from, HostKey to) {
        return about(kind, step, "move", from, to);
    }

    private JournalStory plan(String id, JournalRecord... records) {
        JournalStory story = new JournalStory();
        story.add(new JournalRecord(Instant.EPOCH, Kind.PLAN, 0, Map.of("id", id)));
        Arrays.asList(records).forEach(story::add);
        return story;
    }

    private static Optional<String> web(JournalStory... stories) {
        return Optional.ofNullable(Passages.of(List.of(stories)).get("web"))
                .map(passage -> passage.from() + (passage.arrived() ? " to " : " towards ") + passage.to() + " by "
                        + passage.plan());
    }

    @Test
    void a_move_is_under_way_from_its_beginning_to_its_end() {
        JournalStory story = plan("p", move(Kind.BEGUN, 1, A, B));
        assertThat(web(story)).contains("a towards b by p");
        story.add(record(Kind.UNKNOWN, 1, Map.of("error", "no answer")));
        assertThat(web(story)).contains("a towards b by p");
        story.add(move(Kind.ENDED, 1, A, B));
        assertThat(web(story)).contains("a to b by p");
    }

    @Test
    void a_move_that_failed_left_the_guest_where_it_was() {
        JournalStory story = plan("p", move(Kind.BEGUN, 1, A, B), move(Kind.ENDED, 1, A, B), move(Kind.BEGUN, 2, B, C));
        story.add(record(Kind.FAILED, 2, Map.of("error", "full")));
        assertThat(web(story)).contains("c to b by p");
    }

    @Test
    void what_is_taken_back_goes_the_other_way() {
        JournalStory story = plan("p", move(Kind.BEGUN, 1, A, B), move(Kind.ENDED, 1, A, B));
        story.add(record(Kind.UNDO, 0, Map.of()));
        story.add(move(Kind.UNDO_BEGUN, 1, B, A));
        assertThat(web(story)).contains("b towards a by p");
        story.add(move(Kind.UNDONE, 1, B, A));
        assertThat(web(story)).contains("b to a by p");
    }

    @Test
    void nothing_is_under_way_any_more_when_the_plan_is_finished() {
        JournalStory story = plan("p", move(Kind.BEGUN, 1, A, B));
        story.add(record(Kind.UNDO, 0, Map.of()));
        story.add(record(Kind.FINISHED, 0, Map.of("how", "undone")));
        assertThat(web(story)).isEmpty();
    }

    @Test
    void the_latest_of_all_plans_counts() {
        JournalStory first = plan("first", move(Kind.BEGUN, 1, A, B));
        JournalStory second = plan("second", about(Kind.BEGUN, 1, "recover", B, C));
        assertThat(web(second, first)).contains("a towards b by first");
        second.add(about(Kind.ENDED, 1, "recover", B, C));
        assertThat(web(second, first)).contains("b to c by second");
    }

    @Test
    void a_guest_that_was_made_anew_or_discarded_came_from_nowhere() {
        for (String verb : List.of("create", "discard")) {
            JournalStory first = plan("first", move(Kind.BEGUN, 1, A, B));
            JournalStory second =
                    plan("second", record(Kind.ENDED, 1, Map.of("verb", verb, "guest", "web", "host", C.toString())));
            assertThat(web(first, second)).isEmpty();
        }
    }

    @Test
    void news_is_what_is_later_than_the_observation_or_has_no_end() {
        Passage under = new Passage("web", A, B, "p", Instant.EPOCH, false);
        Passage over = new Passage("web", A, B, "p", Instant.EPOCH, true);
        assertThat(under.isNewsSince(Instant.MAX)).isTrue();
        assertThat(over.isNewsSince(Instant.EPOCH.minusSeconds(1))).isTrue();
        assertThat(over.isNewsSince(Instant.EPOCH)).isFalse();
    }
}
