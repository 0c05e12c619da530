package io.polyvisor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

final class EventFeedTest {
    private static final GuestId WEB = GuestId.of("web");

    private final Watcher watcher = new Watcher();
    private final EventFeed feed = new EventFeed(watcher, TimeSource.system(), gone -> {});

    @Test
    void tells_each_level_once_with_what_was_seen_before() {
        feed.begin();
        feed.request(10);
        feed.tell(WEB, Optional.of(guest(PowerState.OFF)));
        feed.tell(WEB, Optional.of(guest(PowerState.OFF)));
        feed.tell(WEB, Optional.of(guest(PowerState.RUNNING)));
        feed.tell(WEB, Optional.empty());
        assertThat(watcher.powers()).containsExactly("OFF", "RUNNING", "gone");
        assertThat(watcher.events).extracting(GuestEvent::sequence).containsExactly(1L, 2L, 3L);
        GuestEvent.Level second = (GuestEvent.Level) watcher.events.get(1);
        assertThat(second.lastSeen().map(view -> view.power().state())).contains(PowerState.OFF);
    }

    @Test
    void nothing_is_told_beyond_what_was_requested() {
        feed.begin();
        feed.request(1);
        feed.tell(WEB, Optional.of(guest(PowerState.OFF)));
        feed.tell(WEB, Optional.of(guest(PowerState.RUNNING)));
        assertThat(watcher.powers()).containsExactly("OFF");
        feed.request(1);
        assertThat(watcher.powers()).containsExactly("OFF", "RUNNING");
    }

    @Test
    void a_slow_subscriber_gets_a_gap_and_then_what_is_so_now() {
        feed.begin();
        for (int i = 0; i < 3000; i++) {
            feed.tell(WEB, Optional.of(guest(i % 2 == 0 ? PowerState.RUNNING : PowerState.PAUSED)));
        }
        feed.tell(WEB, Optional.of(guest(PowerState.CRASHED)));
        feed.request(Long.MAX_VALUE);
        assertThat(watcher.events).anyMatch(event -> event instanceof GuestEvent.Gap);
        assertThat(watcher.powers()).last().isEqualTo("CRASHED");
        List<Long> numbers = watcher.events.stream().map(GuestEvent::sequence).toList();
        assertThat(numbers).containsExactly(1L, 2L);
    }

    @Test
    void a_quick_subscriber_to_many_guests_is_told_each_of_them_and_no_gap() {
        feed.begin();
        feed.request(Long.MAX_VALUE);
        Map<GuestId, GuestView> many = new LinkedHashMap<>();
        for (int i = 0; i < 5000; i++) {
            GuestId id = GuestId.of("g" + i);
            many.put(id, guest(PowerState.OFF));
        }
        feed.tellEverything(many, true, "");
        assertThat(watcher.events).hasSize(5000).allMatch(event -> event instanceof GuestEvent.Level);
        assertThat(watcher.events.get(4999).sequence()).isEqualTo(5000);
    }

    @Test
    void a_subscriber_that_breaks_is_left_and_harms_nobody() {
        EventFeed broken =
                new EventFeed(new Breaking(), TimeSource.system(), gone -> watcher.failures.add(new Error("left")));
        broken.begin();
        broken.request(10);
        broken.tell(WEB, Optional.of(guest(PowerState.OFF)));
        broken.tell(WEB, Optional.of(guest(PowerState.RUNNING)));
        assertThat(watcher.failures).hasSize(1);
    }

    @Test
    void an_incomplete_view_never_reads_as_gone() {
        feed.begin();
        feed.request(10);
        feed.tell(WEB, Optional.of(guest(PowerState.RUNNING)));
        feed.tellEverything(Map.of(), false, "truncated");
        assertThat(watcher.powers()).containsExactly("RUNNING", "gap");
        feed.tellEverything(new LinkedHashMap<>(), true, "");
        assertThat(watcher.powers()).containsExactly("RUNNING", "gap", "gone");
    }

    @Test
    void a_request_of_nothing_is_an_error_of_the_subscriber() {
        feed.begin();
        feed.request(0);
        assertThat(watcher.failures).hasSize(1);
    }

    private static GuestView guest(PowerState state) {
        return new GuestView(
                WEB,
                GuestName.of("web"),
                GuestKind.VIRTUAL_MACHINE,
                Power.of(state),
                Optional.empty(),
                1,
                Memory.mib(64),
                false,
                true,
                Optional.empty());
    }

    private static final class Breaking implements Flow.Subscriber<GuestEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(GuestEvent event) {
            throw new AssertionError("broken");
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private static final class Watcher implements Flow.Subscriber<GuestEvent> {
        private final List<GuestEvent> events = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(GuestEvent event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {}

        List<String> powers() {
            return events.stream()
                    .map(event -> event instanceof GuestEvent.Level level
                            ? level.now()
                                    .map(view -> view.power().state().name())
                                    .orElse("gone")
                            : "gap")
                    .toList();
        }
    }
}
