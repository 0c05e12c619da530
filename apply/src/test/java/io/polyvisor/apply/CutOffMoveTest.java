package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM1;
import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.KB2;
import static io.polyvisor.apply.School.KB_SPARE;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.key;
import static io.polyvisor.apply.School.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applier is killed in the middle of a live move, and then the whole place is lost that the guest was being brought to. */
final class CutOffMoveTest {
    private static final String MAIL = "mail";
    /** The journal's records: the plan, the move begins, the move has ended. */
    private static final int BEGUN = 2;

    private static final int ENDED = 3;

    @TempDir
    private Path directory;

    /** The school after an applier was killed there, as another process finds it. */
    private School killedAt(Moment moment, int record) {
        Path root = directory.resolve("state");
        boolean[] alive = new boolean[1];
        LogProbe probe = (when, which) -> {
            if (alive[0] && when == moment && which == record) {
                alive[0] = false;
                throw new Killed();
            }
        };
        School school = new School(StateDirectory.at(root, LogFile::open, probe));
        assertThat(school.apply(plan("mail").newMail(FORUM2).build()).ending()).isEqualTo(Ending.DONE);
        alive[0] = true;
        Plan move = plan("evening")
                .step(
                        new Action.Move(MAIL, FORUM2, KB1, true),
                        new Action.Move(MAIL, KB1, FORUM2, true),
                        is(MAIL, FORUM2, PowerState.RUNNING))
                .build();
        try {
            school.apply(move);
        } catch (Killed e) {
            return school;
        }
        throw new AssertionError("nobody was killed");
    }

    private static void lose(School school) {
        List.of(KB1, KB2, KB_SPARE).forEach(host -> school.hand("kb").fell(school.id(host)));
        school.cut.add("kb");
    }

    static void stateThatTheyAreOff(School school) {
        school.options = school.options.stating(List.of(KB1, KB2, KB_SPARE).stream()
                .map(host -> new OperatorStatement(
                        host, "operator", "I pulled the plug", Instant.parse("2026-01-01T01:00:00Z")))
                .toList());
    }

    /** As every command does. */
    static void lookAround(School school) {
        Map<String, Inventory> seen = new HashMap<>();
        school.connected.forEach((name, endpoint) -> {
            if (!school.cut.contains(name)) {
                seen.put(name, endpoint.inventory(InventoryField.HOSTS, InventoryField.DETAILS));
            }
        });
        new Keeper(school.site(), school.state).keep(seen);
    }

    private static List<String> keptOf(School school, String endpoint) {
        return new KeptGuests(school.state.observed())
                .of(endpoint).values().stream().map(KeptGuest::name).toList();
    }

    private static Plan failover(HostKey to) {
        return failover(MAIL, to);
    }

    static Plan failover(String guest, HostKey to) {
        School.PlanOf plan = plan("failover");
        List.of(KB1, KB2, KB_SPARE).forEach(host -> plan.step(new Action.Fence(host)));
        return plan.step(
                        new Action.Recover(guest, KB1, to), new Condition.Fenced(KB1), new Condition.RunsNowhere(guest))
                .step(new Action.Start(guest, to), new Condition.RunsNowhere(guest))
                .build();
    }

    @Test
    void the_guest_is_made_again_from_what_was_kept_before_it_left_also_where_it_came_from() {
        for (HostKey to : List.of(FORUM1, FORUM2)) {
            for (int record : new int[] {ENDED, ENDED + 1}) {
                directory = directory.resolve(to.host() + record);
                try (School school = killedAt(Moment.BEFORE_WRITE, record)) {
                    GuestView before = school.guest("kb", MAIL).view();
                    lose(school);
                    lookAround(school);
                    lookAround(school);
                    stateThatTheyAreOff(school);
                    ApplyReport report = school.apply(failover(to));
                    assertThat(report.ending()).as("%s", report).isEqualTo(Ending.DONE);
                    assertThat(school.copies(MAIL)).containsExactlyInAnyOrder("RUNNING " + to.host(), "UNKNOWN kb1");
                    GuestView after = school.guest("forum", MAIL).view();
                    assertThat(after.requireDetails().mark())
                            .isEqualTo(before.requireDetails().mark());
                    assertThat(school.endpoint("forum").find(key(MAIL))).isPresent();
                    assertThat(after.requireDetails().disks())
                            .extracting(DiskView::volume)
                            .isEqualTo(before.requireDetails().disks().stream()
                                    .map(DiskView::volume)
                                    .toList());
                }
            }
        }
    }

    @Test
    void without_evidence_about_the_lost_place_nothing_is_started() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED)) {
            lose(school);
            lookAround(school);
            assertThat(school.apply(failover(FORUM1)).ending()).isEqualTo(Ending.CANNOT_TELL);
            assertThat(school.copies(MAIL)).containsExactly("UNKNOWN kb1");
        }
    }

    @Test
    void a_guest_that_had_not_left_is_not_lost_and_runs_once() {
        try (School school = killedAt(Moment.KEPT, BEGUN)) {
            lose(school);
            lookAround(school);
            stateThatTheyAreOff(school);
            ApplyReport report = school.apply(failover(FORUM1));
            assertThat(report.ending()).isEqualTo(Ending.DRIFT);
            assertThat(report.with(StepReport.Status.DRIFT))
                    .singleElement()
                    .satisfies(step -> assertThat(step.words()).contains("is on forum/forum2"));
            assertThat(school.copies(MAIL)).containsExactly("RUNNING forum2");
        }
    }

    @Test
    void where_the_source_cannot_be_seen_nothing_is_started() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED)) {
            Plan plan = failover(FORUM1);
            lose(school);
            lookAround(school);
            stateThatTheyAreOff(school);
            school.hand("forum").silence(school.id(FORUM2));
            ApplyReport report = school.apply(plan);
            assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
            assertThat(school.copies(MAIL)).containsExactly("UNKNOWN kb1");
        }
    }

    @Test
    void where_it_may_have_come_from_is_looked_at_before_it_is_made_again_whatever_the_pool() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED)) {
            Site site = inPoolsOfTheirOwn(school.site());
            assertThat(ground(school, site, Passages.of(school.state.stories())).haunts(MAIL, KB2))
                    .contains(KB1, KB2, FORUM2);
            assertThat(ground(school, site, Map.of()).haunts(MAIL, KB2)).doesNotContain(FORUM2);
        }
    }

    private static Ground ground(School school, Site site, Map<String, Passage> passages) {
        return new Ground(
                site,
                failover(FORUM1),
                school::endpoint,
                school.state,
                school.options,
                school.fences,
                school.time::now,
                new Silence(school.time::now),
                new JournalStory(),
                passages,
                List.of());
    }

    static Site inPoolsOfTheirOwn(Site site) {
        return Site.of(
                site.name(),
                site.currency(),
                site.endpoints().values(),
                List.of(Pool.named("forum"), Pool.named("kb")),
                site.hosts().values().stream()
                        .map(host -> new SiteHost(
                                host.key(),
                                host.key().endpoint(),
                                host.memory(),
                                host.cpus(),
                                host.overcommitPercent(),
                                host.cpuVendor(),
                                host.vlans(),
                                host.storages(),
                                host.state()))
                        .toList(),
                site.storages().values(),
                site.guests().values(),
                List.of(),
                List.of());
    }

    @Test
    void a_definition_that_was_left_behind_is_not_started_while_the_guest_may_run_where_it_was_being_brought() {
        try (School school = killedAt(Moment.KEPT, BEGUN)) {
            school.guest("forum", MAIL).powerOff().await();
            lookAround(school);
            school.cut.add("kb");
            Plan start = plan("start").step(new Action.Start(MAIL, FORUM2)).build();
            ApplyReport report = school.apply(start);
            assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
            assertThat(report.toString()).contains("plan evening was cut off while it brought it to kb/kb1");
            assertThat(school.copies(MAIL)).containsExactly("OFF forum2");
            lose(school);
            stateThatTheyAreOff(school);
            School.PlanOf fenced = plan("fenced");
            List.of(KB1, KB2, KB_SPARE).forEach(host -> fenced.step(new Action.Fence(host)));
            assertThat(school.apply(fenced.build()).ending()).isEqualTo(Ending.DONE);
            assertThat(school.apply(start).ending()).isEqualTo(Ending.DONE);
        }
    }

    @Test
    void what_was_kept_is_put_aside_when_the_guest_is_seen_elsewhere_or_nowhere() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED)) {
            school.cut.add("kb");
            lookAround(school);
            assertThat(keptOf(school, "forum")).contains(MAIL);
            school.cut.clear();
            lookAround(school);
            assertThat(keptOf(school, "forum")).doesNotContain(MAIL);
            assertThat(keptOf(school, "kb")).contains(MAIL);
        }
    }

    @Test
    void a_guest_that_was_deleted_after_it_arrived_and_was_seen_there_is_not_taken_to_be_on_its_way() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED + 1)) {
            assertThat(Passages.since(school.site(), school.state))
                    .singleElement()
                    .satisfies(passage -> {
                        assertThat(passage.to()).isEqualTo(KB1);
                        assertThat(passage.arrived()).isTrue();
                    });
            lookAround(school);
            assertThat(Passages.since(school.site(), school.state)).isEmpty();
        }
    }

    @Test
    void going_on_ends_the_passage() {
        try (School school = killedAt(Moment.BEFORE_WRITE, ENDED)) {
            assertThat(new ArrayList<>(Passages.of(school.state.stories()).values()))
                    .singleElement()
                    .satisfies(passage -> assertThat(passage.arrived()).isFalse());
            assertThat(school.applier(StateDirectory.at(school.state.root()))
                            .resume("evening", ApplyListener.none())
                            .ending())
                    .isEqualTo(Ending.DONE);
            assertThat(Passages.of(school.state.stories()).get(MAIL).arrived()).isTrue();
        }
    }
}
