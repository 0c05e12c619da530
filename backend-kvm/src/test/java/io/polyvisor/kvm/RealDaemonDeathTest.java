package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.RealSite.failure;
import static io.polyvisor.kvm.RealSite.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Guest;
import io.polyvisor.GuestEvent;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What callers see when the daemon is killed below them. */
@Tag("real")
final class RealDaemonDeathTest {
    private RealSite site;

    @BeforeEach
    void start() {
        site = RealSite.start("mortal");
    }

    @AfterEach
    void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void a_suspend_cut_off_by_the_daemons_death_goes_on_when_the_daemon_is_back() {
        Guest guest = running("sleeper");
        ProcessHandle process = site.host.guestProcess("sleeper").orElseThrow();
        RealSite.signal("STOP", process);
        Operation<Effect> suspending = guest.suspend();
        site.awaitInside("virDomainManagedSave");

        site.host.kill9();
        RealSite.signal("CONT", process);
        assertThat(suspending.done()).isFalse();
        site.host.restart();

        assertThat(suspending.await()).isEqualTo(Effect.APPLIED);
        assertThat(site.virshState(guest.id())).isEqualTo("shut off");
        assertThat(site.virshSaysSaved(guest.id())).isTrue();
        assertThat(guest.view().power().state()).isEqualTo(PowerState.SUSPENDED);
        guest.delete(Deletion.withOwnedVolumes().accepting(Loss.OF_SAVED_MEMORY))
                .await();
    }

    @Test
    void a_snapshot_cut_off_by_the_daemons_death_is_unknown_until_reconciled() {
        Guest guest = running("model");
        ProcessHandle process = site.host.guestProcess("model").orElseThrow();
        RealSite.signal("STOP", process);
        Operation<SnapshotId> taking =
                guest.within(Duration.ofSeconds(6)).snapshots().create("cut", SnapshotContent.DISKS_AND_MEMORY);
        site.awaitInside("virDomainSnapshotCreateXML");

        site.host.kill9();
        PolyvisorException cut = failure(taking::await);
        RealSite.signal("CONT", process);
        site.host.restart();

        assertThat(cut.outcome()).isEqualTo(Outcome.UNKNOWN);
        Outcome truth = cut.reconcile(RealSite.PATIENCE);
        boolean there =
                site.lines("snapshot-list", "--name", guest.id().value()).contains("cut");
        assertThat(truth).isEqualTo(there ? Outcome.APPLIED : Outcome.NOT_APPLIED);
        assertThat(guest.snapshots().list()).hasSize(there ? 1 : 0);
        guest.powerOff().await();
    }

    @Test
    void a_create_cut_off_by_the_daemons_death_while_it_copies_is_told_truly() throws IOException {
        Path image = bigImage();
        CreationKey key = CreationKey.fresh();
        Operation<Guest> creating = site.endpoint
                .within(Duration.ofSeconds(30))
                .create(
                        firmware("copied")
                                .disk(DiskSpec.copyOf(volume("big.raw")))
                                .build(),
                        key);
        Path copy = image.resolveSibling("copied-vda.qcow2");
        until("the copy has begun", () -> Files.exists(copy));
        site.awaitInside("virStorageVolCreateXMLFrom");

        site.host.kill9();
        site.host.restart();
        Outcome truth = outcomeOf(creating);

        boolean there = site.guestNames().contains("copied");
        assertThat(truth).isEqualTo(there ? Outcome.APPLIED : Outcome.NOT_APPLIED);
        assertThat(site.endpoint.find(key).isPresent()).isEqualTo(there);
        Guest again = there
                ? site.endpoint.find(key).orElseThrow()
                : site.create(firmware("copied").disk(DiskSpec.copyOf(volume("big.raw"))));
        assertThat(again.start().await()).isEqualTo(Effect.APPLIED);
        again.powerOff().await();
    }

    private static Outcome outcomeOf(Operation<?> operation) {
        try {
            operation.await();
            return Outcome.APPLIED;
        } catch (PolyvisorException cut) {
            assertThat(cut.outcome()).isIn(Outcome.UNKNOWN, Outcome.APPLIED);
            return cut.reconcile(RealSite.PATIENCE);
        }
    }

    /** An image whose copy takes a while, in the pool. */
    private Path bigImage() throws IOException {
        Path image = site.host.images().resolve("pool").resolve("big.raw");
        byte[] chunk = new byte[1 << 20];
        Random noise = new Random(7);
        try (var out = Files.newOutputStream(image)) {
            for (int i = 0; i < 192; i++) {
                noise.nextBytes(chunk);
                out.write(chunk);
            }
        }
        site.virsh().call("pool-refresh", "images");
        return image;
    }

    @Test
    void calls_fail_as_unreachable_while_the_daemon_is_gone_and_the_next_one_reconnects() {
        Guest guest = running("survivor");
        site.host.kill9();

        for (int i = 0; i < 3; i++) {
            PolyvisorException unreachable = failure(() -> site.endpoint.inventory());
            assertThat(unreachable.kind()).isEqualTo(ErrorKind.UNREACHABLE);
            assertThat(unreachable.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        }
        PolyvisorException refused = failure(() -> guest.pause().await());
        assertThat(refused.kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);

        site.host.restart();
        assertThat(guest.view().power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(guest.pause().await()).isEqualTo(Effect.APPLIED);
        assertThat(site.virshState(guest.id())).isEqualTo("paused");
    }

    @Test
    void the_first_call_after_an_unnoticed_restart_reconnects() {
        Guest guest = running("unaware");
        site.host.kill9();
        site.host.restart();

        assertThat(site.endpoint
                        .inventory()
                        .guest(guest.id())
                        .orElseThrow()
                        .power()
                        .state())
                .isEqualTo(PowerState.RUNNING);
    }

    @Test
    void subscribers_see_a_gap_and_then_what_became_of_the_guests() {
        Guest dies = running("dies");
        Guest wakes = site.create(firmware("wakes"));
        Collected events = new Collected();
        site.endpoint.events().subscribe(events);
        until(
                "the first levels",
                () -> events.last(dies.id()).equals(Optional.of(PowerState.RUNNING))
                        && events.last(wakes.id()).equals(Optional.of(PowerState.OFF)));
        int before = events.all.size();

        ProcessHandle process = site.host.guestProcess("dies").orElseThrow();
        site.host.kill9();
        RealSite.signal("KILL", process);
        site.host.restart();
        site.virsh().call("start", wakes.id().value());

        until(
                "the last levels",
                () -> events.last(dies.id()).equals(Optional.of(PowerState.OFF))
                        && events.last(wakes.id()).equals(Optional.of(PowerState.RUNNING)));
        List<GuestEvent> since = events.all.subList(before, events.all.size());
        assertThat(since).anyMatch(GuestEvent.Gap.class::isInstance);
        assertThat(since.stream()
                        .takeWhile(event -> !(event instanceof GuestEvent.Gap))
                        .filter(GuestEvent.Level.class::isInstance)
                        .map(GuestEvent.Level.class::cast)
                        .filter(level -> level.guest().equals(dies.id())))
                .as("nobody could know before the gap")
                .isEmpty();
        assertThat(events.all.stream().map(GuestEvent::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.all.size()).boxed().toList());
        assertThat(site.virshState(dies.id())).isEqualTo("shut off");
        assertThat(site.virshState(wakes.id())).isEqualTo("running");
    }

    private Guest running(String name) {
        Guest guest = site.create(firmware(name).disk(disk(16)));
        assertThat(guest.start().await()).isEqualTo(Effect.APPLIED);
        return guest;
    }

    /** A subscriber that takes everything and keeps it. */
    private static final class Collected implements Flow.Subscriber<GuestEvent> {
        private final List<GuestEvent> all = new CopyOnWriteArrayList<>();

        Optional<PowerState> last(GuestId guest) {
            Optional<PowerState> last = Optional.empty();
            for (GuestEvent event : all) {
                if (event instanceof GuestEvent.Level level && level.guest().equals(guest)) {
                    last = level.now().map(view -> view.power().state());
                }
            }
            return last;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(GuestEvent event) {
            all.add(event);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError("the stream failed", thrown);
        }

        @Override
        public void onComplete() {}
    }
}
