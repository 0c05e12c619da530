package io.polyvisor.apply.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.Passage;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.SiteGuest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An applier was killed while it brought a guest to a host that nobody can see now: where the site has the guest. */
final class CutOffTest {
    private static final HostKey KVM1 = HostKey.parse("kvm1");
    private static final HostKey KVM2 = HostKey.parse("kvm2");

    private final EndpointSample central = EndpointSample.central();
    private final EndpointSample kvm1 = EndpointSample.kvm("kvm1");
    private final Observed before = Lab.observe(
            Services.NONE,
            central.seen(),
            kvm1.seen(),
            EndpointSample.kvm("kvm2").ours("web").seen());

    private static Passage passage(boolean arrived) {
        return new Passage("web", KVM2, KVM1, "evening", Instant.parse("2026-01-01T00:00:01Z"), arrived);
    }

    private Observed observe(Set<HostKey> fenced, Observed last, EndpointView target, EndpointView source) {
        return Lab.observe(
                Lab.declared(),
                Services.NONE,
                new Remembered(fenced, Optional.of(last), List.of(passage(false))),
                central.seen(),
                target,
                source);
    }

    private Observed observe(EndpointView source) {
        return observe(Set.of(), before, kvm1.neverSeen(), source);
    }

    private static EndpointView empty() {
        return EndpointSample.kvm("kvm2").seen();
    }

    @Test
    void a_guest_that_left_is_taken_to_be_where_it_was_being_brought() {
        Observed observed = observe(empty());

        SiteGuest web = observed.site().guest("web");
        assertThat(web.place()).contains(KVM1);
        assertThat(web.active()).isTrue();
        assertThat(observed.site().host(KVM1).state()).isEqualTo(HostState.UNREACHABLE);
        assertThat(observed.site().host(KVM1).storages())
                .contains(web.disks().get(0).storage().orElseThrow());
        assertThat(observed.ours()).contains("web");
        assertThat(observed.remarks())
                .anyMatch(remark -> remark.contains(
                        "guest web is no longer on kvm2: plan evening was cut off while it brought it to kvm1, which"))
                .anyMatch(remark -> remark.contains("polyvisor failover kvm1"))
                .noneMatch(remark -> remark.contains("is not there any more"));
    }

    @Test
    void it_stays_on_the_books_there_from_look_to_look_and_when_the_host_is_fenced() {
        Observed second = observe(
                Set.of(KVM1),
                ObservedDocument.read("last", ObservedDocument.text(observe(empty()))),
                kvm1.neverSeen(),
                empty());

        assertThat(second.site().guest("web").place()).contains(KVM1);
        assertThat(second.site().host(KVM1).state()).isEqualTo(HostState.LOST);
        assertThat(second.remarks()).anyMatch(remark -> remark.contains("guest web is no longer on kvm2"));
    }

    @Test
    void a_guest_that_arrived_is_there_too() {
        Observed observed = Lab.observe(
                Lab.declared(),
                Services.NONE,
                new Remembered(Set.of(), Optional.of(before), List.of(passage(true))),
                central.seen(),
                kvm1.neverSeen(),
                empty());

        assertThat(observed.site().guest("web").place()).contains(KVM1);
        assertThat(observed.remarks()).anyMatch(remark -> remark.contains("plan evening brought it to kvm1, which"));
    }

    @Test
    void a_guest_that_is_still_on_the_source_is_there_whatever_it_does() {
        for (PowerState power : List.of(PowerState.RUNNING, PowerState.OFF)) {
            Observed observed =
                    observe(EndpointSample.kvm("kvm2").ours("web", power).seen());
            assertThat(observed.site().guest("web").place()).contains(KVM2);
            assertThat(observed.remarks()).noneMatch(remark -> remark.contains("guest web"));
        }
    }

    @Test
    void a_guest_that_was_renamed_on_the_source_is_not_taken_to_have_left() {
        Observed observed = observe(EndpointSample.kvm("kvm2").ours("renamed").seen());

        assertThat(observed.site().guests()).doesNotContainKey("web");
        assertThat(observed.remarks()).anyMatch(remark -> remark.contains("is not there any more"));
    }

    @Test
    void a_guest_that_runs_on_a_third_host_is_there() {
        Observed observed = Lab.observe(
                Lab.declared(),
                Services.NONE,
                new Remembered(Set.of(), Optional.of(before), List.of(passage(false))),
                central.ours("web").seen(),
                kvm1.neverSeen(),
                empty());

        assertThat(observed.site().guest("web").place()).contains(HostKey.parse("central/esx1"));
    }

    @Test
    void as_long_as_the_source_cannot_be_seen_or_leaves_something_out_the_guest_stays_on_its_books() {
        EndpointSample hiding = EndpointSample.kvm("kvm2");
        EndpointView gaps = hiding.gap("a guest could not be read").seen();
        EndpointView silent = EndpointSample.kvm("kvm2").neverSeen();

        assertThat(observe(gaps).site().guest("web").place()).contains(KVM2);
        assertThat(observe(silent).site().guest("web").place()).contains(KVM2);
    }

    @Test
    void where_the_target_answers_without_it_nobody_knows_where_it_is() {
        Observed observed = observe(Set.of(), before, kvm1.seen(), empty());

        assertThat(observed.site().guests()).doesNotContainKey("web");
    }
}
