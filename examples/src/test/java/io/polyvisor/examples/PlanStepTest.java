package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Migration;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.PowerState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PlanStepTest {

    // tour:step
    /** One step of a plan: what was seen when it was planned, what it does, and what undoes it. */
    record Move(GuestId guest, HostId from, HostId to) {

        /** Looks again, since the plan may be hours old; empty when the step still fits. Nothing is sent. */
        Optional<String> obstacle(Endpoint site) {
            Guest subject = site.guest(guest);
            GuestView now = subject.view();
            if (!now.host().equals(Optional.of(from)) || !now.power().is(PowerState.RUNNING)) {
                return Optional.of(now.name() + " is " + now.power().state() + " on "
                        + now.host().map(HostId::value).orElse("an unknown host"));
            }
            return subject.check(it -> it.migrate(where(site))).refusal().map(Throwable::getMessage);
        }

        /** Carries it out and says what became of it, also when the reply was lost. */
        Outcome apply(Endpoint site) {
            try {
                site.guest(guest).because("empty " + from).migrate(where(site)).await();
                return Outcome.APPLIED;
            } catch (PolyvisorException failure) {
                return failure.reconcile(Duration.ofSeconds(30));
            }
        }

        Move inverse() {
            return new Move(guest, to, from);
        }

        private Migration where(Endpoint site) {
            return Migration.live().to(site.host(to));
        }
    }
    // end

    @Test
    void a_step_fits_is_applied_and_undone() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///moving?preset=demo")) {
            Guest web = site.guest(GuestName.of("web"));
            HostId from = web.view().host().orElseThrow();
            Move move = new Move(web.id(), from, other(site, from));

            assertThat(move.obstacle(site)).isEmpty();
            assertThat(move.apply(site)).isEqualTo(Outcome.APPLIED);
            assertThat(web.view().host()).contains(move.to());
            assertThat(move.inverse().apply(site)).isEqualTo(Outcome.APPLIED);
            assertThat(web.view().host()).contains(from);
        }
    }

    @Test
    void a_step_whose_precondition_is_gone_is_not_applied() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///stale?preset=demo")) {
            Guest web = site.guest(GuestName.of("web"));
            HostId from = web.view().host().orElseThrow();
            Move move = new Move(web.id(), from, other(site, from));

            web.powerOff().await();

            assertThat(move.obstacle(site)).contains("web is OFF on " + from);
        }
    }

    @Test
    void a_step_that_the_guard_refuses_says_why_and_changes_nothing() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///foreign?preset=demo")) {
            Guest legacy = site.guest(GuestName.of("legacy"));
            HostId from = legacy.view().host().orElseThrow();
            Move move = new Move(legacy.id(), from, other(site, from));

            assertThat(move.obstacle(site).orElseThrow()).contains("does not bear our mark");
            assertThat(move.apply(site)).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(legacy.view().host()).contains(from);
        }
    }

    private static HostId other(Endpoint site, HostId than) {
        return site.hosts().stream()
                .map(host -> host.id())
                .filter(id -> !id.equals(than))
                .findFirst()
                .orElseThrow();
    }
}
