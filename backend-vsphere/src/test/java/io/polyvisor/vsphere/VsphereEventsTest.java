package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.spi.EventSource;
import io.polyvisor.testbed.Vcsim;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes that a second client makes, as they are told. */
@Tag("real")
final class VsphereEventsTest {
    private static final long PATIENCE = 30;

    private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
    private SimulatedSite site;
    private EventSource.Subscription subscription;

    /** What was told. */
    private sealed interface Hint {
        record Changed(GuestId guest) implements Hint {}

        record Gap(String why) implements Hint {}
    }

    @BeforeEach
    void listen() {
        site = SimulatedSite.open(Vcsim.vCenter().guests(2));
        subscription = site.driver
                .facet(EventSource.class)
                .orElseThrow()
                .listen(
                        new EventSource.Listener() {
                            @Override
                            public void changed(GuestId guest) {
                                hints.add(new Hint.Changed(guest));
                            }

                            @Override
                            public void gap(String why) {
                                hints.add(new Hint.Gap(why));
                            }
                        },
                        TestCall.ofSeconds(20));
    }

    @AfterEach
    void close() {
        subscription.close();
        site.close();
    }

    @Test
    void what_was_there_before_is_not_told_and_what_changes_is() throws InterruptedException {
        GuestId guest = site.guest("DC0_C0_RP0_VM1");
        assertThat(hints).isEmpty();
        site.vcsim.outsider().powerOff(guest);
        assertThat(next(hint -> true)).isEqualTo(new Hint.Changed(guest));
    }

    @Test
    void guests_that_come_and_go_are_told() throws InterruptedException {
        GuestId made = site.vcsim.outsider().make(GuestName.of("fresh"));
        next(new Hint.Changed(made)::equals);
        hints.clear();
        site.vcsim.outsider().remove(made);
        next(new Hint.Changed(made)::equals);
    }

    @Test
    void when_the_session_ends_a_gap_is_told_and_then_changes_again() throws InterruptedException {
        GuestId guest = site.guest("DC0_C0_RP0_VM0");
        assertThat(site.vcsim.outsider().endOtherSessions()).isPositive();
        // The wait under way is let go by a change; only then the server says that the session is over.
        site.vcsim.outsider().powerOff(guest);
        next(hint -> hint instanceof Hint.Gap);
        hints.clear();
        site.vcsim.outsider().start(guest);
        next(new Hint.Changed(guest)::equals);
    }

    @Test
    void nothing_is_told_after_the_end() throws InterruptedException {
        GuestId guest = site.guest("DC0_C0_RP0_VM0");
        subscription.close();
        site.vcsim.outsider().powerOff(guest);
        assertThat(hints.poll(1, TimeUnit.SECONDS)).isNull();
    }

    private Hint next(Predicate<Hint> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (true) {
            Hint hint = hints.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            assertThat(hint).as("what was waited for came in time").isNotNull();
            if (wanted.test(hint)) {
                return hint;
            }
        }
    }
}
