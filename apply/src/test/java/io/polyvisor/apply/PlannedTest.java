package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB2;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans as the planner makes them of answers, carried out. */
final class PlannedTest {
    private static final Policy POLICY = Policy.anywhere(Policy.Fill.SPREAD);

    @TempDir
    private Path directory;

    private School school;

    @BeforeEach
    void open() {
        school = new School(directory);
        // The first run keeps what is seen.
        school.apply(School.plan("keep")
                .step(new Action.Autostart("forum-wiki", FORUM2, false))
                .step(new Action.Autostart("kb-wiki", KB2, false))
                .build());
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static Plan planned(Site site, Question question) {
        Answer answer = Placer.answer(site, POLICY, question, Effort.standard());
        assertThat(answer.holds()).as("%s", answer).isTrue();
        return Planner.plan(site, POLICY, answer, Pace.standard());
    }

    @Test
    void a_host_is_evacuated_and_its_guests_run_on() {
        Site site = school.site();
        Plan plan = planned(
                site.withGuests(site.guests().values().stream()
                        .filter(guest -> !guest.name().startsWith("kb")
                                || guest.name().equals("kb-wiki")
                                || guest.name().equals("kb-ldap")
                                || guest.name().equals("kb-print"))
                        .toList()),
                new Question.Evacuate(KB2));
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).as("%s", report).isEqualTo(Ending.DONE);
        assertThat(school.copies("kb-wiki")).hasSize(1).allMatch(copy -> copy.startsWith("RUNNING"));
        assertThat(school.copies("kb-wiki")).doesNotContain("RUNNING kb2");
        assertThat(school.applier().undo(plan.id(), ApplyListener.none()).ending())
                .isEqualTo(Ending.UNDONE);
        assertThat(school.copies("kb-wiki")).containsExactly("RUNNING kb2");
    }

    @Test
    void a_failover_and_the_return_of_the_host() {
        Site before = school.site();
        school.hand("forum").fell(school.id(FORUM2));
        Site site = before.withHosts(hosts(before));
        Plan plan = planned(site, new Question.FailOver(Set.of(FORUM2)));
        school.options = school.options.stating(List.of(
                new OperatorStatement(FORUM2, "operator", "I powered it off", Instant.parse("2026-01-01T00:00:00Z"))));
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).as("%s", report).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki"))
                .contains("UNKNOWN forum2")
                .anyMatch(copy -> copy.startsWith("RUNNING kb"));
        school.hand("forum").revive(school.id(FORUM2));
        Plan rejoin = Planner.rejoin(site, FORUM2, List.of("forum-wiki", "forum-ldap"));
        assertThat(school.apply(rejoin).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki")).hasSize(1);
        assertThat(school.state.fenced()).isEmpty();
    }

    /** The lost host, and only the other endpoint for its guests: a manager of both would know them still. */
    private static List<SiteHost> hosts(Site site) {
        return site.hosts().values().stream()
                .map(host -> host.key().equals(FORUM2)
                        ? host.in(HostState.LOST)
                        : host.key().endpoint().equals("forum") ? host.in(HostState.MAINTENANCE) : host)
                .toList();
    }
}
