package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of guests, for the day when their host is dead. */
final class KeeperTest {
    @TempDir
    private Path directory;

    private School school;
    private KeptGuests kept;

    @BeforeEach
    void open() {
        school = new School(directory);
        kept = new KeptGuests(school.state.observed());
        keep();
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void keep() {
        new Keeper(school.site(), school.state).keep(Map.of("forum", seen()), school::endpoint);
    }

    private Inventory seen() {
        return school.endpoint("forum").inventory(InventoryField.HOSTS, InventoryField.DETAILS);
    }

    private KeptGuest wiki() {
        return kept.of("forum").values().stream()
                .filter(guest -> guest.name().equals("forum-wiki"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_guest_is_kept_with_its_details_and_its_hypervisors_own_definition() {
        GuestView view = school.guest("forum", "forum-wiki").view();
        assertThat(wiki().host()).isEqualTo(FORUM2);
        assertThat(wiki().view().requireDetails().disks())
                .isEqualTo(view.requireDetails().disks());
        assertThat(wiki().view().requireDetails().nics())
                .isEqualTo(view.requireDetails().nics());
        assertThat(wiki().view().requireDetails().mark())
                .isEqualTo(view.requireDetails().mark());
        assertThat(wiki().definition().orElseThrow().text())
                .isEqualTo(school.guest("forum", "forum-wiki").definition());
    }

    @Test
    void a_guest_that_cannot_be_seen_does_not_replace_what_is_kept_of_it() {
        school.hand("forum").fell(school.id(FORUM2));
        keep();
        assertThat(wiki().view().power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(wiki().definition()).isPresent();
    }

    @Test
    void a_guest_that_is_gone_is_no_longer_kept_unless_the_answer_had_gaps() {
        Inventory now = seen();
        Inventory without = new Inventory(
                now.observedAt(),
                now.fields(),
                now.guests().stream()
                        .filter(guest -> !guest.name().value().equals("forum-wiki"))
                        .toList(),
                now.hosts(),
                now.storages(),
                now.volumes(),
                now.networks(),
                now.templates(),
                java.util.List.of("a folder may not be read"));
        Keeper keeper = new Keeper(school.site(), school.state);
        keeper.keep(Map.of("forum", without));
        assertThat(wiki().name()).isEqualTo("forum-wiki");
        school.guest("forum", "forum-wiki").powerOff().await();
        school.guest("forum", "forum-wiki")
                .delete(io.polyvisor.model.Deletion.keepVolumes())
                .await();
        keep();
        assertThat(kept.of("forum").values()).noneMatch(guest -> guest.name().equals("forum-wiki"));
        assertThat(RecordLog.bodies(school.state.observed().resolve("gone.log")))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("forum-wiki", "\"gone\":", "Polyvisor model text"));
    }

    @Test
    void a_definition_is_read_again_when_the_guest_changed() {
        KeptDefinition before = wiki().definition().orElseThrow();
        keep();
        assertThat(wiki().definition()).contains(before);
        school.guest("forum", "forum-wiki")
                .reconfigure(GuestChange.set().description("changed"))
                .await();
        keep();
        assertThat(wiki().definition().orElseThrow().at()).isAfterOrEqualTo(before.at());
        assertThat(wiki().view().requireDetails().description()).isEqualTo("changed");
    }

    @Test
    void what_is_kept_and_cannot_be_understood_is_said() throws IOException {
        Files.writeString(school.state.observed().resolve("forum.jsonl"), "{\"id\":\"x\"}\n");
        assertThatThrownBy(this::keep)
                .isInstanceOfSatisfying(
                        StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .hasMessageContaining("forum.jsonl");
    }
}
