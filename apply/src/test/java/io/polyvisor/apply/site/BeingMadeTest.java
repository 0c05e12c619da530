package io.polyvisor.apply.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.Birth;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.SiteGuest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An applier was killed while it made a guest on a host that nobody can see now: where the site has the guest. */
final class BeingMadeTest {
    private static final HostKey KVM1 = HostKey.parse("kvm1");

    private final EndpointSample central = EndpointSample.central();
    private final EndpointSample kvm1 = EndpointSample.kvm("kvm1");
    private final EndpointView kvm2 = EndpointSample.kvm("kvm2").seen();
    private final Services web = Lab.services("services: {web: {memory: 1G}}");
    private final Observed before = Lab.observe(web, central.seen(), kvm1.seen(), kvm2);

    private static Birth birth(boolean made, Optional<CreationKey> key) {
        return new Birth("web", KVM1, "evening", key, Instant.parse("2026-01-01T00:00:01Z"), made);
    }

    private Observed observe(Set<HostKey> fenced, Services services, EndpointView... views) {
        return observe(fenced, before, birth(false, Optional.empty()), services, views);
    }

    private static Observed observe(
            Set<HostKey> fenced, Observed last, Birth birth, Services services, EndpointView... views) {
        Remembered remembered = new Remembered(fenced, Optional.of(last), List.of(), List.of(birth));
        return Lab.observe(Lab.declared(), services, remembered, views);
    }

    private static Optional<HostKey> place(Observed observed) {
        return observed.site().guest("web").place();
    }

    @Test
    void it_is_taken_to_be_there_and_is_brought_nowhere_else() {
        Observed observed = observe(Set.of(), web, central.seen(), kvm1.neverSeen(), kvm2);

        SiteGuest guest = observed.site().guest("web");
        assertThat(guest.place()).contains(KVM1);
        assertThat(guest.active()).isTrue();
        assertThat(guest.mobility()).isEqualTo(Mobility.FIXED);
        assertThat(observed.remarks())
                .anyMatch(
                        remark -> remark.startsWith(
                                "guest web is nowhere to be seen: plan evening was cut off while it made it on kvm1, which does not answer"));
    }

    @Test
    void what_was_never_seen_is_not_recalled_once_its_host_is_fenced() {
        Observed second = observe(Set.of(), web, central.seen(), kvm1.neverSeen(), kvm2);
        Observed kept = ObservedDocument.read("last", ObservedDocument.text(second));
        Birth birth = birth(true, Optional.empty());

        assertThat(place(observe(Set.of(), kept, birth, web, central.seen(), kvm1.neverSeen(), kvm2)))
                .contains(KVM1);
        assertThat(place(observe(Set.of(KVM1), kept, birth, web, central.seen(), kvm1.neverSeen(), kvm2)))
                .isEmpty();
    }

    @Test
    void a_host_that_answers_without_it_does_not_have_it_unless_it_leaves_something_out() {
        EndpointView gaps =
                EndpointSample.kvm("kvm1").gap("a guest could not be read").seen();

        assertThat(place(observe(Set.of(), web, central.seen(), kvm1.seen(), kvm2)))
                .isEmpty();
        Observed observed = observe(Set.of(), web, central.seen(), gaps, kvm2);
        assertThat(place(observed)).contains(KVM1);
        assertThat(observed.remarks()).anyMatch(remark -> remark.contains("kvm1, which does not show all that it has"));
    }

    @Test
    void a_guest_that_is_seen_elsewhere_is_there() {
        EndpointView elsewhere = EndpointSample.kvm("kvm2").ours("web").seen();

        Observed observed = observe(Set.of(), web, central.seen(), kvm1.neverSeen(), elsewhere);

        assertThat(place(observed)).contains(HostKey.parse("kvm2"));
        assertThat(observed.remarks()).noneMatch(remark -> remark.contains("nowhere to be seen"));
    }

    @Test
    void a_guest_that_bears_its_key_under_another_name_is_it() {
        EndpointView renamed = EndpointSample.kvm("kvm2").ours("renamed").seen();
        Optional<CreationKey> key =
                renamed.fold(seen -> Optional.of(seen.inventory()), unseen -> unseen.last()).stream()
                        .flatMap(inventory -> inventory.guests().stream())
                        .flatMap(view -> view.requireDetails().mark().stream())
                        .findFirst()
                        .flatMap(Mark::key);

        Observed observed = observe(Set.of(), before, birth(true, key), web, central.seen(), kvm1.neverSeen(), renamed);

        assertThat(key).isPresent();
        assertThat(place(observed)).isEmpty();
    }

    @Test
    void people_are_told_of_it_also_where_no_service_is_asked_for() {
        Observed observed = observe(Set.of(), Services.NONE, central.seen(), kvm1.neverSeen(), kvm2);

        assertThat(observed.site().guests()).doesNotContainKey("web");
        assertThat(observed.remarks()).anyMatch(remark -> remark.contains("guest web is nowhere to be seen"));
    }
}
