package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.memory.MemoryProvider;
import io.polyvisor.memory.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

final class DifferenceTableTest {

    @Test
    void it_tells_who_answers_what_to_which_step(TestReporter reporter) {
        DifferenceTable table = DifferenceTable.of(LockstepSubject.model(), List.of(like("kvm"), like("libxl")), 7, 40);

        reporter.publishEntry("differences", table.text());
        assertThat(table.steps()).hasSize(40);
        assertThat(table.answers()).containsOnlyKeys("the reference model", "kvm", "libxl");
        assertThat(table.answers().get("kvm")).isEqualTo(table.answers().get("the reference model"));
        assertThat(table.text()).contains("libxl: UNSUPPORTED").doesNotContain("kvm");
        assertThat(table.differing()).isNotEmpty().hasSizeLessThan(40);
    }

    private static LockstepSubject like(String likeness) {
        MemoryProvider memory = new MemoryProvider();
        return LockstepSubject.of(
                        likeness,
                        memory,
                        "memory:///lockstep?preset=empty&speed=instant&like=" + likeness,
                        ModelSite::furnish)
                .anew(() -> memory, VirtualTime::flowing);
    }
}
