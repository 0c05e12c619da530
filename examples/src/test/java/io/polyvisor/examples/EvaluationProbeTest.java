package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class EvaluationProbeTest {

    // tour:probe
    /** What an evaluation notes: the requirement, the verdict, and what the verdict rests on. */
    record Evidence(String requirement, Verdict verdict, String basis) {}

    enum Verdict {
        YES,
        NO,
        UNKNOWN
    }

    /** "Suspend to disk and resume", tried on a guest of its own: what was in its memory must be there afterwards. */
    static Evidence suspends(Endpoint endpoint, GuestSpec spec) {
        String requirement = "suspend to disk and resume";
        Optional<String> absent = endpoint.capabilities().whyAbsent(Capability.SUSPEND);
        if (absent.isPresent()) {
            return new Evidence(requirement, Verdict.NO, "declared: " + absent.get());
        }
        Guest guest = endpoint.because("probe").create(spec).await();
        try {
            guest.start().await();
            ConsoleAutomationTest.run(guest, "echo remembered > /run/probe");
            guest.suspend().await();
            boolean stopped = guest.view().power().is(PowerState.SUSPENDED);
            guest.resume().await();
            List<String> memory = ConsoleAutomationTest.run(guest, "cat /run/probe");
            boolean kept = stopped && memory.equals(List.of("remembered"));
            return new Evidence(requirement, kept ? Verdict.YES : Verdict.NO, "tried on " + endpoint.facts());
        } catch (PolyvisorException failure) {
            return new Evidence(requirement, Verdict.UNKNOWN, failure.getMessage());
        } finally {
            guest.powerOff(Loss.OF_SAVED_MEMORY).await();
            guest.delete(Deletion.withOwnedVolumes()).await();
        }
    }
    // end

    @Test
    void an_endpoint_that_suspends_is_found_out_by_trying() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint endpoint = polyvisor.connect("memory:///probed?preset=two-hosts")) {
            Evidence found = suspends(endpoint, spec());
            assertThat(found.verdict()).isEqualTo(Verdict.YES);
            assertThat(found.basis()).contains("MODEL");
            assertThat(endpoint.inventory().guests()).isEmpty();
        }
    }

    @Test
    void an_endpoint_that_declares_that_it_cannot_is_believed_with_its_reason() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint endpoint = polyvisor.connect("memory:///lacking?preset=two-hosts&lacks=suspend")) {
            Evidence found = suspends(endpoint, spec());
            assertThat(found.verdict()).isEqualTo(Verdict.NO);
            assertThat(found.basis()).startsWith("declared: ");
        }
    }

    @Test
    void a_probe_that_could_not_be_carried_out_proves_nothing() {
        GuestSpec deaf = GuestSpec.named("probe").disk(image("firmware-only")).build();
        try (Polyvisor polyvisor = Polyvisor.open(VirtualTime.flowing());
                Endpoint endpoint = polyvisor.connect("memory:///deaf?preset=two-hosts")) {
            assertThat(suspends(endpoint, deaf).verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(endpoint.inventory().guests()).isEmpty();
        }
    }

    private static GuestSpec spec() {
        return GuestSpec.named("probe")
                .memory(Memory.mib(256))
                .disk(image("linux"))
                .build();
    }

    private static DiskSpec image(String key) {
        return DiskSpec.linkedTo(VolumeId.of("images", key));
    }
}
