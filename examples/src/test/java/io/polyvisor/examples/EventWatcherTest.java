package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.GuestEvent;
import io.polyvisor.Polyvisor;
import io.polyvisor.Readiness;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventWatcherTest {

    // tour:watcher
    /** Rings when a guest crashes or vanishes. An event says how a guest is now, so that missing one does no harm. */
    record Watcher(Consumer<String> alarm) implements Flow.Subscriber<GuestEvent> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(GuestEvent event) {
            if (event instanceof GuestEvent.Level level) {
                look(level);
            } else if (event instanceof GuestEvent.Gap gap) {
                alarm.accept("did not see everything: " + gap.why());
            }
        }

        private void look(GuestEvent.Level level) {
            Optional<PowerState> now = level.now().map(view -> view.power().state());
            Optional<PowerState> before =
                    level.lastSeen().map(view -> view.power().state());
            if (now.isEmpty()) {
                alarm.accept(name(level) + " is gone");
            } else if (now.equals(Optional.of(PowerState.CRASHED)) && !now.equals(before)) {
                alarm.accept(name(level) + " crashed");
            }
        }

        private static GuestName name(GuestEvent.Level level) {
            return level.now().or(level::lastSeen).map(GuestView::name).orElseThrow();
        }

        @Override
        public void onError(Throwable failure) {
            alarm.accept("the events ended: " + failure.getMessage());
        }

        @Override
        public void onComplete() {}
    }
    // end

    private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();
    private final CountDownLatch mailWasSeen = new CountDownLatch(1);

    @Test
    void a_guest_that_crashes_rings() throws InterruptedException {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///crashing?preset=demo")) {
            site.events().subscribe(new Watcher(alarms::add));
            crash(site.guest(GuestName.of("web")));
            assertThat(nextAlarm()).isEqualTo("web crashed");
        }
    }

    @Test
    void a_guest_that_vanishes_rings() throws InterruptedException {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///vanishing?preset=demo")) {
            site.events().subscribe(noticing(new Watcher(alarms::add)));
            assertThat(mailWasSeen.await(20, TimeUnit.SECONDS)).isTrue();
            site.guest(GuestName.of("mail")).delete(Deletion.keepVolumes()).await();
            assertThat(nextAlarm()).isEqualTo("mail is gone");
        }
    }

    private static void crash(Guest guest) {
        guest.awaitReady(Readiness.consoleText("login:"), Duration.ofSeconds(30));
        try (Console console = guest.console()) {
            console.sendLine("root").expect("# ", Duration.ofSeconds(10));
            console.sendLine("crash");
        }
    }

    /** What was never seen cannot vanish: the test must know that the first round of events is through. */
    private Flow.Subscriber<GuestEvent> noticing(Watcher watcher) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                watcher.onSubscribe(subscription);
            }

            @Override
            public void onNext(GuestEvent event) {
                watcher.onNext(event);
                if (event instanceof GuestEvent.Level level
                        && Watcher.name(level).value().equals("mail")) {
                    mailWasSeen.countDown();
                }
            }

            @Override
            public void onError(Throwable failure) {
                watcher.onError(failure);
            }

            @Override
            public void onComplete() {
                watcher.onComplete();
            }
        };
    }

    private String nextAlarm() throws InterruptedException {
        return Objects.requireNonNull(alarms.poll(20, TimeUnit.SECONDS), "an alarm");
    }
}
