package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealSite.failure;
import static io.polyvisor.kvm.RealSite.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.testbed.Transport;
import io.polyvisor.testbed.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders that reach the daemon and take effect while their replies are lost on the way. */
@Tag("real")
final class RealLostReplyTest {
    private RealSite site;
    private Wire wire;

    @BeforeEach
    void start() {
        site = RealSite.startOverWire("lost");
        wire = site.host.wire(Transport.UNIX);
    }

    @AfterEach
    void stop() {
        if (site != null) {
            wire.restore();
            wire.cut();
            site.close();
        }
    }

    @Test
    void a_create_whose_reply_is_lost_is_found_by_its_key_and_made_once() {
        CreationKey key = CreationKey.fresh();
        Operation<Guest> creating = createLosingTheReply("once", key, Duration.ofSeconds(60));
        until("the guest is there", () -> site.guestNames().contains("once"));
        assertThat(creating.done()).isFalse();

        wire.restore();
        wire.cut();
        Guest guest = creating.await();

        assertThat(guest.id().value()).isEqualTo(key.toString());
        assertThat(site.endpoint.find(key)).map(Guest::id).contains(guest.id());
        assertThat(site.lines("list", "--all", "--name")).containsExactly("once");
        assertThat(site.lines("vol-list", "images")).hasSize(1);
        guest.delete(Deletion.withOwnedVolumes()).await();
    }

    @Test
    void a_create_whose_reply_never_comes_says_at_its_deadline_that_it_was_applied() {
        CreationKey key = CreationKey.fresh();
        Operation<Guest> creating = createLosingTheReply("late", key, Duration.ofSeconds(6));
        until("the guest is there", () -> site.guestNames().contains("late"));
        // The connection lives on, and only this one answer will never come.
        wire.restore();

        PolyvisorException late = failure(creating::await);

        assertThat(late.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(site.endpoint.find(key).orElseThrow().view().name().value()).isEqualTo("late");
        assertThat(site.lines("list", "--all", "--name")).containsExactly("late");
    }

    /** The reply to the definition is lost, and no earlier one. */
    private Operation<Guest> createLosingTheReply(String name, CreationKey key, Duration deadline) {
        wire.stall();
        Operation<Guest> creating = site.endpoint
                .within(deadline)
                .create(firmware(name).disk(disk(1)).build(), key)
                .onProgress(progress -> {
                    if (progress.phase().equals("defining the guest")) {
                        wire.loseReplies();
                    }
                });
        wire.restore();
        return creating;
    }

    @Test
    void a_start_whose_reply_is_lost_is_applied_and_starts_no_second_guest() {
        Guest guest = site.create(firmware("started"));
        Operation<Effect> starting = guest.start();
        site.awaitInside("virDomainCreateWithFlags");
        wire.loseReplies();
        until("the guest runs", () -> site.virshState(guest.id()).equals("running"));
        assertThat(starting.done()).isFalse();
        ProcessHandle process = site.host.guestProcess("started").orElseThrow();

        wire.restore();
        wire.cut();

        assertThat(starting.await()).isEqualTo(Effect.APPLIED);
        assertThat(processesOf("started")).containsExactly(process.pid());
        assertThat(site.virshState(guest.id())).isEqualTo("running");
        assertThat(site.lines("dumpxml", guest.id().value()).get(0)).contains("id='1'");
        guest.powerOff().await();
    }

    @Test
    void a_snapshot_whose_reply_is_lost_is_found_by_its_key() {
        Guest guest = site.create(firmware("shot").disk(disk(16)));
        guest.start().await();
        ProcessHandle process = site.host.guestProcess("shot").orElseThrow();
        RealSite.signal("STOP", process);
        Operation<SnapshotId> taking = guest.snapshots().create("first", SnapshotContent.DISKS_AND_MEMORY);
        site.awaitInside("virDomainSnapshotCreateXML");
        wire.loseReplies();
        RealSite.signal("CONT", process);
        until("the snapshot is there", () -> !snapshots(guest).isEmpty());
        until("the guest goes on", () -> site.virshState(guest.id()).equals("running"));
        assertThat(taking.done()).isFalse();

        wire.restore();
        wire.cut();
        SnapshotId taken = taking.await();

        assertThat(snapshots(guest)).containsExactly(taken.value());
        assertThat(guest.snapshots().list())
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.id()).isEqualTo(taken));
        guest.powerOff().await();
    }

    private List<String> snapshots(Guest guest) {
        return site.lines("snapshot-list", "--name", guest.id().value());
    }

    /** Every process of this machine that runs a guest of that name. */
    private static List<Long> processesOf(String guest) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> List.of(words).contains("guest=" + guest + ",debug-threads=on"))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }
}
