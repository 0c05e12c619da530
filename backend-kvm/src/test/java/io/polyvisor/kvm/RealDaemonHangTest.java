package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealSite.failure;
import static io.polyvisor.kvm.RealSite.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointView;
import io.polyvisor.Fleet;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Health;
import io.polyvisor.model.PowerState;
import io.polyvisor.testbed.LibvirtHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What callers see when the daemon keeps its connections and answers nothing. */
@Tag("real")
final class RealDaemonHangTest {
    /** How much later than its deadline a call may come back: half a second to abort it, 0.8 s for a last look, and a busy machine. */
    private static final Duration LATE = Duration.ofMillis(1500);

    private static final Duration READ = Duration.ofSeconds(2);

    private static RealSite site;
    private static LibvirtHost otherHost;
    private static Endpoint other;

    @BeforeAll
    static void start() {
        site = RealSite.start("hung", RealSite.options().named("hung"));
        otherHost = RealSite.hostNamed("well", plan -> plan);
        other = site.polyvisor.connect(
                otherHost.uri(), Access.none(), RealSite.options().named("well"));
    }

    @AfterEach
    void goOn() {
        site.host.cont();
        until("the endpoint is well", () -> site.endpoint.health().state() == Health.State.WELL);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
        if (otherHost != null) {
            otherHost.close();
        }
    }

    @Test
    void a_read_ends_at_its_deadline_and_works_again_when_the_daemon_goes_on() {
        site.host.stop();

        PolyvisorException late =
                endsWithin(READ, () -> site.endpoint.within(READ).inventory());

        assertThat(late.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(site.endpoint.health().state()).isEqualTo(Health.State.IMPAIRED);
        site.host.cont();
        assertThat(site.endpoint.inventory().complete()).isTrue();
        until("the endpoint is well", () -> site.endpoint.health().state() == Health.State.WELL);
    }

    @Test
    void an_operation_ends_at_its_deadline_and_reconcile_tells_the_truth_afterwards() {
        Guest guest = site.create(firmware("held").disk(RealHost.disk(8)));
        guest.start().await();
        ProcessHandle process = site.host.guestProcess("held").orElseThrow();
        RealSite.signal("STOP", process);
        Duration deadline = Duration.ofSeconds(4);
        long began = System.nanoTime();
        Operation<Effect> suspending = guest.within(deadline).suspend();
        site.awaitInside("virDomainManagedSave");
        site.host.stop();
        RealSite.signal("CONT", process);

        PolyvisorException late = failure(suspending::await);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(deadline.plus(LATE));
        assertThat(late.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        site.host.cont();
        until("the save has ended", () -> site.endpoint.health().abandonedLanes() == 0);
        Outcome truth = late.reconcile(RealSite.PATIENCE);
        assertThat(truth).isEqualTo(site.virshSaysSaved(guest.id()) ? Outcome.APPLIED : Outcome.NOT_APPLIED);
        assertThat(guest.view().power().state())
                .isEqualTo(truth == Outcome.APPLIED ? PowerState.SUSPENDED : PowerState.RUNNING);
    }

    @Test
    void other_endpoints_answer_while_one_hangs() {
        site.host.stop();
        CompletableFuture<PolyvisorException> hanging = CompletableFuture.supplyAsync(
                () -> failure(() -> site.endpoint.within(Duration.ofSeconds(6)).inventory()));
        site.awaitInside("virConnectGetAllDomainStats");

        for (int i = 0; i < 20; i++) {
            assertThat(other.inventory().complete()).isTrue();
        }
        Guest elsewhere = other.create(firmware("elsewhere").build()).await();
        assertThat(elsewhere.start().await()).isEqualTo(Effect.APPLIED);

        assertThat(hanging).isNotDone();
        elsewhere.powerOff().await();
        assertThat(hanging.join().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
    }

    @Test
    void a_fleet_shows_who_answers_and_tells_of_who_does_not() {
        Fleet fleet = site.polyvisor.fleet();
        assertThat(fleet.inventory()).allMatch(EndpointView.Seen.class::isInstance);
        site.host.stop();

        long began = System.nanoTime();
        List<EndpointView> views = fleet.inventory(READ);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(READ.plus(LATE));

        assertThat(views).extracting(EndpointView::endpoint).containsExactlyInAnyOrder("hung", "well");
        assertThat(entry(views, "well")).isInstanceOf(EndpointView.Seen.class);
        assertThat(entry(views, "hung"))
                .asInstanceOf(type(EndpointView.Unseen.class))
                .satisfies(unseen -> {
                    assertThat(unseen.error().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
                    assertThat(unseen.last()).isPresent();
                });
        site.host.cont();
        assertThat(fleet.inventory()).allMatch(EndpointView.Seen.class::isInstance);
    }

    @Test
    void four_stuck_lanes_make_the_endpoint_refuse_fast_until_it_is_well_again() {
        site.host.stop();
        List<CompletableFuture<PolyvisorException>> stuck = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stuck.add(CompletableFuture.supplyAsync(
                    () -> failure(() -> site.endpoint.within(READ).inventory()),
                    command -> new Thread(command).start()));
        }
        stuck.forEach(each -> assertThat(each.join().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED));

        long began = System.nanoTime();
        PolyvisorException refused = failure(() -> site.endpoint.inventory());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Health health = site.endpoint.health();

        assertThat(took).isLessThan(Duration.ofMillis(200));
        assertThat(refused.kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(health.state()).isEqualTo(Health.State.REFUSING);
        assertThat(health.abandonedLanes()).isEqualTo(4);
        assertThat(health.stuckCalls()).hasSize(4);
        assertThat(refused.getMessage()).contains(health.stuckCalls().get(0));
        assertThat(other.health().state()).isEqualTo(Health.State.WELL);
        assertThat(other.inventory().complete()).isTrue();

        site.host.cont();
        until("the endpoint is well", () -> site.endpoint.health().state() == Health.State.WELL);
        assertThat(site.endpoint.health().stuckCalls()).isEmpty();
        assertThat(site.endpoint.inventory().complete()).isTrue();
    }

    private static EndpointView entry(List<EndpointView> views, String endpoint) {
        return views.stream()
                .filter(view -> view.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    private static PolyvisorException endsWithin(Duration deadline, ThrowingCallable call) {
        long began = System.nanoTime();
        PolyvisorException late = failure(call);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(deadline.plus(LATE));
        return late;
    }
}
