package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM1;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applier is killed when it has made a guest and started it, and a plan that makes the guest in another pool comes next. */
final class CutOffCreateTest {
    /** The journal's records: the plan, making begins and has ended, starting begins and has ended. */
    private static final int STARTED = 5;

    @TempDir
    private Path directory;

    private School killedWhenStarted() {
        LogProbe probe = (when, which) -> {
            if (when == Moment.BEFORE_WRITE && which == STARTED) {
                throw new Killed();
            }
        };
        School school = new School(StateDirectory.at(directory.resolve("state"), LogFile::open, probe));
        Plan making = plan("evening").newMail(KB1).build();
        assertThatThrownBy(() -> school.apply(making)).isInstanceOf(Killed.class);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        return school;
    }

    /** What another process observed before all that. */
    private static Site before(School school) {
        return CutOffMoveTest.inPoolsOfTheirOwn(school.site()).withGuests(List.of());
    }

    private static ApplyReport applyAnother(School school, Site site) {
        StateDirectory state = StateDirectory.at(school.state.root());
        return new Applier(site, school::endpoint, state, school.options, school.fences, school.time::now)
                .apply(plan("another").newMail(FORUM1).build(), ApplyListener.none());
    }

    @Test
    void it_is_looked_for_where_it_was_made_whatever_the_pool() {
        try (School school = killedWhenStarted()) {
            ApplyReport report = applyAnother(school, before(school));
            assertThat(report.ending()).as("%s", report).isEqualTo(Ending.DRIFT);
            assertThat(report.toString()).contains("IT RUNS");
            assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        }
    }

    @Test
    void where_it_was_made_must_answer_or_be_fenced_whatever_the_pool() {
        try (School school = killedWhenStarted()) {
            Site site = before(school);
            school.cut.add("kb");
            ApplyReport report = applyAnother(school, site);
            assertThat(report.ending()).as("%s", report).isEqualTo(Ending.CANNOT_TELL);
            assertThat(report.toString()).contains("plan evening was cut off after it had made it on kb/kb1");
            assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        }
    }
}
