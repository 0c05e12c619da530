package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.RealSite.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("real")
final class RealNamesTest {
    private static final StorageId SMALL = StorageId.of("small");
    private static RealSite site;

    @BeforeAll
    static void start() {
        site = RealSite.start("names");
        site.host.definePoolOfSize(SMALL.value(), 8L << 20);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    static List<String> names_that_libvirt_can_bear() {
        return List.of(
                "a<b",
                "a&b",
                "&amp;",
                "<![CDATA[x]]>",
                "\"double\" and 'single'",
                "ünïcødé 名前 \uD83D\uDE00",
                "with  two blanks",
                "-dash",
                ".hidden",
                "back\\slash %s $(x) `y`",
                "n".repeat(247),
                "ü".repeat(123));
    }

    @ParameterizedTest
    @MethodSource("names_that_libvirt_can_bear")
    void a_name_goes_round(String name) {
        GuestName wanted = GuestName.of(name);
        Guest guest = site.create(firmware(name).disk(disk(1)).nic(NicSpec.on("lan")));

        assertThat(guest.view().name()).isEqualTo(wanted);
        assertThat(site.endpoint.guest(wanted).id()).isEqualTo(guest.id());
        assertThat(site.endpoint.inventory().named(wanted))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo(guest.id()));
        assertThat(site.guestNames()).contains(name);

        GuestName renamed = GuestName.of("r" + name.substring(name.offsetByCodePoints(0, 1)));
        assertThat(guest.reconfigure(GuestChange.set().name(renamed)).await()).isNotNull();
        assertThat(site.endpoint.guest(renamed).id()).isEqualTo(guest.id());
        assertThat(site.guestNames()).contains(renamed.value()).doesNotContain(name);

        guest.delete(Deletion.withOwnedVolumes()).await();
        assertThat(site.endpoint.inventory().named(renamed)).isEmpty();
        assertThat(site.guestNames()).doesNotContain(renamed.value());
        assertThat(site.lines("vol-list", "images")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names_that_are_refused_by_field")
    void a_name_that_libvirt_cannot_bear_is_refused_by_field(String name) {
        refusedBeforeAnythingIsMade(firmware(name).disk(disk(1)), "name");
    }

    static List<String> names_that_are_refused_by_field() {
        return List.of("n".repeat(248), "n".repeat(255), "ü".repeat(124), "a/b", ".", "..", "pv-template:x");
    }

    @Test
    void names_of_300_characters_and_empty_ones_are_no_names() {
        Listing before = Listing.now();
        for (String name : List.of("n".repeat(300), "", " ", " a", "a\nb")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GuestName.of(name))
                    .withMessageContaining("guest name");
        }
        assertThat(Listing.now()).isEqualTo(before);
    }

    @Test
    void a_name_that_is_taken_is_refused_and_nothing_is_made() {
        Guest first = site.create(firmware("twice").disk(disk(1)));
        Listing before = Listing.now();

        PolyvisorException refused = failure(() -> site.create(firmware("twice").disk(disk(1))));

        assertThat(refused.kind()).isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(Listing.now()).isEqualTo(before);
        first.delete(Deletion.withOwnedVolumes()).await();
    }

    @Test
    void the_same_address_on_two_nics_is_refused_by_field() {
        NicSpec nic = NicSpec.on("lan").withMac(MacAddress.of("52:54:00:12:34:56"));
        refusedBeforeAnythingIsMade(firmware("macs").disk(disk(1)).nic(nic).nic(nic), "nics[1].mac");
    }

    @Test
    void a_network_that_is_not_there_is_refused_by_field() {
        refusedBeforeAnythingIsMade(firmware("net").disk(disk(1)).nic(NicSpec.on("no-such")), "nics[0].network");
    }

    @Test
    void an_image_that_is_not_there_is_refused_by_field() {
        refusedBeforeAnythingIsMade(
                firmware("image").disk(disk(1)).disk(DiskSpec.copyOf(volume("no-such.qcow2"))), "disks[1].image");
    }

    @Test
    void a_volume_that_is_not_there_is_refused_by_field() {
        refusedBeforeAnythingIsMade(
                firmware("volume").disk(disk(1)).disk(DiskSpec.existing(volume("no-such.qcow2"))), "disks[1].volume");
    }

    @Test
    void a_medium_that_is_not_there_is_refused_by_field() {
        refusedBeforeAnythingIsMade(firmware("media").disk(disk(1)).media(volume("no-such.iso")), "media");
    }

    @Test
    void a_thick_disk_larger_than_its_storage_is_refused_by_field() {
        refusedBeforeAnythingIsMade(
                firmware("thick")
                        .disk(disk(1))
                        .disk(DiskSpec.newDisk(Memory.mib(64)).in(SMALL).thick()),
                "disks[1].size");
    }

    @Test
    void all_faults_are_named_at_once() {
        NicSpec nic = NicSpec.on("no-such").withMac(MacAddress.of("52:54:00:12:34:56"));
        refusedBeforeAnythingIsMade(
                firmware("n".repeat(250))
                        .disk(DiskSpec.copyOf(volume("no-such.qcow2")))
                        .disk(DiskSpec.newDisk(Memory.mib(64)).in(SMALL).thick())
                        .nic(nic)
                        .nic(nic),
                "name",
                "disks[0].image",
                "disks[1].size",
                "nics[0].network",
                "nics[1].network",
                "nics[1].mac");
    }

    private static void refusedBeforeAnythingIsMade(GuestSpec.Builder spec, String... paths) {
        Listing before = Listing.now();
        PolyvisorException refused = failure(() -> site.create(spec));
        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(ErrorKind.INVALID_SPEC);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(((Fault.InvalidSpec) refused.fault()).problems())
                .extracting(SpecProblem::path)
                .containsExactlyInAnyOrder(paths);
        assertThat(Listing.now()).isEqualTo(before);
    }

    /** All that a spec could have left behind, as virsh lists it. */
    private record Listing(List<String> guests, List<String> volumes, List<String> small) {
        static Listing now() {
            site.virsh().call("pool-refresh", "images");
            site.virsh().call("pool-refresh", SMALL.value());
            return new Listing(
                    site.lines("list", "--all", "--name"),
                    site.lines("vol-list", "images"),
                    site.lines("vol-list", SMALL.value()));
        }
    }
}
