package io.polyvisor.examples.shed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.InsufficientCapacityException;
import io.polyvisor.error.InvalidSpecException;
import io.polyvisor.error.InvalidStateException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.UnsupportedException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShedBackendTest {
    private final Polyvisor polyvisor = Polyvisor.open();
    private final Endpoint shed = polyvisor.connect("shed:///" + UUID.randomUUID());

    @AfterEach
    void close() {
        polyvisor.close();
    }

    @Test
    void a_box_lives_from_create_to_delete() {
        CreationKey key = CreationKey.fresh();
        Guest box = shed.create(spec("tools").build(), key).await();

        assertThat(shed.find(key).map(Guest::id)).contains(box.id());
        assertThat(box.start().await()).isEqualTo(Effect.APPLIED);
        assertThat(box.start().await()).isEqualTo(Effect.UNCHANGED);
        assertThat(box.view().power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(box.powerOff().await()).isEqualTo(Effect.APPLIED);
        assertThat(box.delete(Deletion.keepVolumes()).await().effect()).isEqualTo(Effect.APPLIED);
        assertThat(shed.inventory().guests()).isEmpty();
    }

    @Test
    void what_the_core_refuses_needs_no_line_in_the_driver() {
        Guest box = shed.create(spec("tools").build()).await();
        box.start().await();
        assertThatThrownBy(() -> box.delete(Deletion.keepVolumes()).await()).hasMessageContaining("shut it down");
        assertThatThrownBy(() -> shed.create(spec("tools").build()).await())
                .extracting(e -> ((PolyvisorException) e).kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThatThrownBy(() -> shed.create(spec("a/b").vcpus(0).build()).await())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("vcpus");
    }

    @Test
    void a_key_makes_one_box() {
        CreationKey key = CreationKey.fresh();
        shed.create(spec("tools").build(), key).await();
        assertThatThrownBy(() -> shed.create(spec("toys").build(), key).await())
                .extracting(e -> ((PolyvisorException) e).kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(shed.inventory().guests()).hasSize(1);
    }

    @Test
    void what_is_absent_is_unsupported_for_the_reason_that_was_declared() {
        Guest box = shed.create(spec("tools").build()).await();
        box.start().await();
        assertThatThrownBy(() -> box.pause().await())
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("power it off instead");
        assertThatThrownBy(() ->
                        box.shutdown(Shutdown.gracefully(Duration.ofSeconds(5))).await())
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    void what_was_subtracted_is_refused_in_that_state_only() {
        Guest box = shed.create(spec("tools").build()).await();
        GuestChange bigger = GuestChange.set().memory(Memory.gib(2));
        box.reconfigure(bigger).await();
        assertThat(box.view().memory()).isEqualTo(Memory.gib(2));
        box.start().await();
        assertThat(box.may(Verb.RECONFIGURE).granted()).isFalse();
        assertThatThrownBy(() -> box.reconfigure(GuestChange.set().vcpus(4)).await())
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("power it off first");
    }

    @Test
    void the_mark_keeps_tags_and_the_key_through_changes() {
        CreationKey key = CreationKey.fresh();
        Guest box = shed.create(spec("tools").tag("use", "garden").build(), key).await();
        box.reconfigure(GuestChange.set()
                        .name(GuestName.of("toys"))
                        .description("a <b> & \"c\"")
                        .tags(Map.of("use", "play")))
                .await();
        assertThat(box.view().name().value()).isEqualTo("toys");
        assertThat(box.view().requireDetails().description()).isEqualTo("a <b> & \"c\"");
        assertThat(box.view().requireDetails().mark().orElseThrow().tags()).containsEntry("use", "play");
        assertThat(box.view().requireDetails().mark().orElseThrow().key()).contains(key);
    }

    @Test
    void a_disk_is_refused_with_the_declared_reason_before_the_driver_is_asked() {
        GuestSpec.Builder withDisk = spec("tools").disk(DiskSpec.existing(VolumeId.of("any", "disk")));
        assertThatThrownBy(() -> shed.create(withDisk.build()).await())
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("a box has cores and memory, and nothing else");
    }

    @Test
    void a_full_shed_says_what_is_short_in_the_contracts_words_and_in_its_own() {
        for (int i = 0; i < Shed.PLACES; i++) {
            shed.create(spec("box" + i).build()).await();
        }
        assertThatThrownBy(() -> shed.create(spec("one-more").build()).await())
                .isInstanceOfSatisfying(
                        InsufficientCapacityException.class,
                        e -> assertThat(e.nativeError().orElseThrow().code()).isEqualTo("31"));
    }

    private static GuestSpec.Builder spec(String name) {
        return GuestSpec.named(name);
    }
}
