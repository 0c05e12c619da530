package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model in other shapes: what an endpoint lacks is refused and changes nothing, and everything else still holds. */
final class OtherModelsTest {

    @ParameterizedTest
    @ValueSource(strings = {"libxl", "vsphere", "openvz"})
    void a_model_that_can_no_more_than_that_hypervisor_breaks_no_rule(String hypervisor) {
        try (MemoryEnvironment environment = MemoryEnvironment.like(hypervisor)) {
            TckReport report = TckRunner.on(environment)
                    .choosing(rule -> rule.id().area() != Area.TIME)
                    .run();
            assertThat(failures(report)).isEmpty();
            assertThat(report.with(Verdict.NotApplicable.class)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void any_single_capability_can_be_absent(Capability capability) {
        try (MemoryEnvironment environment = MemoryEnvironment.lacking(capability.name())) {
            TckReport report = TckRunner.on(environment)
                    .choosing(rule -> rule.id().area() == Area.CAP || rule.id().area() == Area.CHK)
                    .run();
            assertThat(failures(report)).isEmpty();
            assertThat(report.capabilities().provides(capability)).isFalse();
        }
    }

    @Test
    void guests_move_between_the_hosts_of_one_endpoint_too() {
        try (MemoryEnvironment environment = MemoryEnvironment.onePlace()) {
            TckReport report = TckRunner.on(environment)
                    .choosing(rule -> rule.id().area() == Area.MIGR || rule.id().area() == Area.HOST)
                    .run();
            assertThat(failures(report)).isEmpty();
            assertThat(report.with(Verdict.NotRun.class)).isEmpty();
        }
    }

    private static List<String> failures(TckReport report) {
        return report.with(Verdict.Fail.class).stream()
                .map(result -> result.rule().id() + " " + result.verdict().detail())
                .toList();
    }
}
