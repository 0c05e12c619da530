package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.Deletion;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CautionTest {

    @Test
    void a_guest_to_whose_disks_others_are_linked_is_left_alone_while_they_are_there() {
        try (Arena arena = Arena.of(LockstepSubject.model(), "caution")) {
            Side side = arena.side();
            Caution caution = new Caution(side.site());

            play(caution, side, create("g1"));
            play(caution, side, new CopyStep.Clone("g1", "g2", CopyMode.LINKED));

            assertThat(caution.free(new Situation(side))).containsExactly("g2");
            assertThat(caution.frozen(new Situation(side))).containsExactly("g1");

            play(caution, side, new RemovalStep.Delete("g2", Deletion.Volumes.DELETE_OWNED, false));

            assertThat(caution.free(new Situation(side))).containsExactly("g1");
        }
    }

    @Test
    void a_full_clone_leaves_its_source_free() {
        try (Arena arena = Arena.of(LockstepSubject.model(), "caution")) {
            Side side = arena.side();
            Caution caution = new Caution(side.site());

            play(caution, side, create("g1"));
            play(caution, side, new CopyStep.Clone("g1", "g2", CopyMode.FULL));

            assertThat(caution.free(new Situation(side))).isEqualTo(List.of("g1", "g2"));
        }
    }

    @Test
    void the_power_goes_next_where_a_running_guest_was_asked_for_a_device() {
        try (Arena arena = Arena.of(LockstepSubject.model(), "caution")) {
            Side side = arena.side();
            Caution caution = new Caution(side.site());

            play(caution, side, create("g1"));
            play(caution, side, new DeviceStep.DetachDisk("g1", 1));
            assertThat(caution.unsettled(new Situation(side))).isEmpty();

            play(caution, side, new PowerStep.Start("g1"));
            play(caution, side, new DeviceStep.DetachNic("g1", 0));
            assertThat(caution.unsettled(new Situation(side))).contains("g1");

            play(caution, side, new PowerStep.PowerOff("g1", false));
            assertThat(caution.unsettled(new Situation(side))).isEmpty();
        }
    }

    private static void play(Caution caution, Side side, Step step) {
        caution.note(step, new Situation(side));
        side.play(step);
        side.look(Situation.touchedBy(step));
    }

    private static Step create(String guest) {
        return new CreationStep.Create(
                guest, NameStyle.PLAIN, 1, 64, 2, 1, CreationStep.Drive.NONE, CreationStep.Flaw.NONE);
    }
}
