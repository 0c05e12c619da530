package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
final class KvmVolumesTest {
    private static RealHost kvm;
    private static Volumes volumes;
    private static Path small;

    @BeforeAll
    static void start() {
        kvm = RealHost.start("volumes");
        volumes = kvm.facet(Volumes.class);
        small = kvm.host.definePoolOfSize("small", 8L << 20);
    }

    @AfterAll
    static void stop() {
        kvm.close();
    }

    private static VolumeView seen(VolumeId id) {
        return volumes.volume(id, call()).orElseThrow();
    }

    private static Mark mark(CreationKey key) {
        return new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART);
    }

    @Test
    void volume_that_another_host_made_in_a_shared_storage_is_there() throws IOException {
        VolumeId foreign = volume("made-elsewhere.raw");
        assertThat(volumes.volume(foreign, call())).isEmpty();
        Files.write(kvm.host.images().resolve("pool").resolve(foreign.key()), new byte[4096]);
        assertThat(seen(foreign).capacity()).isEqualTo(Memory.bytes(4096));
        volumes.delete(foreign, call());
    }

    @Test
    void volumes_are_made_grown_copied_and_deleted() {
        VolumeId thin = volume("thin.qcow2");
        VolumeId thick = volume("thick.qcow2");
        VolumeId copy = volume("copy.qcow2");
        volumes.create(CreationKey.fresh(), VolumeSpec.thin(thin, Memory.mib(64)), call());
        volumes.create(CreationKey.fresh(), VolumeSpec.thick(thick, Memory.mib(8)), call());
        assertThat(seen(thin).capacity()).isEqualTo(Memory.mib(64));
        assertThat(seen(thin).allocated()).isLessThan(Memory.mib(1));
        assertThat(seen(thick).allocated()).isGreaterThanOrEqualTo(Memory.mib(8));
        volumes.grow(thin, Memory.mib(128), call());
        assertThat(seen(thin).capacity()).isEqualTo(Memory.mib(128));
        assertThat(volumes.copy(CreationKey.fresh(), thin, copy, call()).capacity())
                .isEqualTo(Memory.mib(128));
        assertThatThrownBy(() -> volumes.create(CreationKey.fresh(), VolumeSpec.thin(thin, Memory.mib(1)), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.ALREADY_EXISTS));
        assertThatThrownBy(() -> volumes.grow(thin, Memory.mib(1), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
        List.of(thin, thick, copy).forEach(each -> volumes.delete(each, call()));
        assertThat(volumes.volume(thin, call())).isEmpty();
        assertThatThrownBy(() -> volumes.delete(thin, call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(volumes.volume(VolumeId.of("no-such-pool", "x"), call())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<&>", "ünï.qcow2", "-dash", "a,b=c"})
    void nasty_names_of_volumes_survive(String name) {
        volumes.create(CreationKey.fresh(), VolumeSpec.thin(volume(name), Memory.mib(1)), call());
        assertThat(seen(volume(name)).id().key()).isEqualTo(name);
        volumes.delete(volume(name), call());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "."})
    void names_that_are_paths_are_refused_by_field(String name) {
        assertThatThrownBy(
                        () -> volumes.create(CreationKey.fresh(), VolumeSpec.thin(volume(name), Memory.mib(1)), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
    }

    @Test
    void a_full_pool_is_told_as_such_and_holds_no_half_volume() throws IOException {
        VolumeId big = VolumeId.of("small", "big.qcow2");
        assertThatThrownBy(() -> volumes.create(CreationKey.fresh(), VolumeSpec.thick(big, Memory.mib(32)), call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        byte[] bytes = new byte[12 << 20];
        new Random(1).nextBytes(bytes);
        assertThatThrownBy(() -> volumes.importFrom(
                        CreationKey.fresh(),
                        VolumeSpec.thin(VolumeId.of("small", "import.img"), Memory.mib(16)),
                        new ByteArrayInputStream(bytes),
                        call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThatThrownBy(() -> kvm.create(firmware("too-big")
                        .disk(disk(1))
                        .disk(DiskSpec.newDisk(Memory.mib(32))
                                .in(StorageId.of("small"))
                                .thick())
                        .build()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY));
        try (var left = Files.list(small)) {
            assertThat(left).isEmpty();
        }
        assertThat(kvm.virsh().call("vol-list", "images")).doesNotContain("too-big");
    }

    @Test
    void raw_bytes_are_imported_to_the_last_one() throws IOException {
        byte[] bytes = new byte[3 << 20];
        new Random(2).nextBytes(bytes);
        VolumeId id = volume("raw.img");
        TestCall call = call();
        VolumeView made = volumes.importFrom(
                CreationKey.fresh(), VolumeSpec.thin(id, Memory.mib(4)), new ByteArrayInputStream(bytes), call);
        assertThat(made.capacity()).isEqualTo(Memory.mib(4));
        assertThat(made.format()).isEqualTo("raw");
        byte[] there = Files.readAllBytes(kvm.pool().resolve("raw.img"));
        assertThat(java.util.Arrays.copyOf(there, bytes.length)).isEqualTo(bytes);
        assertThat(there).hasSize(4 << 20);
        assertThat(call.reported())
                .anySatisfy(progress -> assertThat(progress.fraction()).isPresent());
        volumes.delete(id, call());
    }

    @Test
    void more_bytes_than_announced_leave_nothing() {
        VolumeId id = volume("more.img");
        assertThatThrownBy(() -> volumes.importFrom(
                        CreationKey.fresh(),
                        VolumeSpec.thin(id, Memory.mib(1)),
                        new ByteArrayInputStream(new byte[(1 << 20) + 1]),
                        call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
        assertThat(volumes.volume(id, call())).isEmpty();
    }

    @Test
    void a_stream_that_breaks_leaves_nothing() {
        VolumeId id = volume("broken.img");
        InputStream torn = new SequenceInputStream(
                new ByteArrayInputStream(new byte[1 << 20]), new ByteArrayInputStream(new byte[1]) {
                    @Override
                    public synchronized int read(byte[] into, int from, int length) {
                        throw new UncheckedIOException(new IOException("torn"));
                    }
                });
        assertThatThrownBy(
                        () -> volumes.importFrom(CreationKey.fresh(), VolumeSpec.thin(id, Memory.mib(2)), torn, call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(volumes.volume(id, call())).isEmpty();
    }

    @Test
    void a_qcow2_image_is_known_as_one_and_grown_to_what_was_asked_for() throws IOException {
        volumes.create(CreationKey.fresh(), VolumeSpec.thin(volume("origin.qcow2"), Memory.mib(8)), call());
        byte[] image = Files.readAllBytes(kvm.pool().resolve("origin.qcow2"));
        VolumeId id = volume("imported.qcow2");
        VolumeView made = volumes.importFrom(
                CreationKey.fresh(), VolumeSpec.thin(id, Memory.mib(32)), new ByteArrayInputStream(image), call());
        assertThat(made.format()).isEqualTo("qcow2");
        assertThat(made.capacity()).isEqualTo(Memory.mib(32));
        volumes.delete(id, call());
        volumes.delete(volume("origin.qcow2"), call());
    }

    @Test
    void an_image_that_names_other_files_is_refused() throws IOException {
        GuestId base = kvm.create(firmware("base").disk(disk(4)).build());
        VolumeId under =
                kvm.observe(base).requireDetails().disks().get(0).volume().orElseThrow();
        GuestId linked =
                kvm.create(firmware("over").disk(DiskSpec.linkedTo(under)).build());
        VolumeId over =
                kvm.observe(linked).requireDetails().disks().get(0).volume().orElseThrow();
        assertThat(seen(over).backing()).contains(under);
        byte[] image = Files.readAllBytes(kvm.pool().resolve(over.key()));
        VolumeId id = volume("spy.qcow2");
        assertThatThrownBy(() -> volumes.importFrom(
                        CreationKey.fresh(),
                        VolumeSpec.thin(id, Memory.mib(4)),
                        new ByteArrayInputStream(image),
                        call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.fault().message()).contains("backing file"));
        assertThat(volumes.volume(id, call())).isEmpty();
        kvm.driver.delete(linked, call());
        kvm.driver.delete(base, call());
    }

    @Test
    void a_full_clone_is_another_guest_with_the_same_hardware() {
        GuestId source = kvm.create(firmware("source")
                .disk(disk(8))
                .nic(NicSpec.on("lan"))
                .seed(SeedSpec.hostName("one"))
                .description("first")
                .build());
        CreationKey key = CreationKey.fresh();
        GuestId clone = kvm.facet(Cloning.class)
                .cloneGuest(
                        source,
                        new Cloning.Order(key, CloneSpec.full("clone <1>").seed(SeedSpec.hostName("two")), mark(key)),
                        call());
        var details = kvm.observe(clone).requireDetails();
        var origin = kvm.observe(source).requireDetails();
        assertThat(clone.value()).isEqualTo(key.toString());
        assertThat(kvm.observe(clone).name().value()).isEqualTo("clone <1>");
        assertThat(details.mark()).contains(mark(key));
        assertThat(details.nics().get(0).mac())
                .isNotEqualTo(origin.nics().get(0).mac());
        assertThat(details.disks()).hasSameSizeAs(origin.disks());
        assertThat(details.disks())
                .extracting(disk -> disk.volume().orElseThrow())
                .doesNotContainAnyElementsOf(origin.disks().stream()
                        .map(disk -> disk.volume().orElseThrow())
                        .toList());
        assertThat(seen(details.disks().get(0).volume().orElseThrow()).backing())
                .isEmpty();
        kvm.driver.start(clone, call());
        kvm.driver.start(source, call());
        kvm.driver.powerOff(clone, call());
        kvm.driver.powerOff(source, call());
        kvm.driver.delete(clone, call());
        kvm.driver.delete(source, call());
    }

    @Test
    void a_linked_clone_of_a_guest_is_refused_and_nothing_is_made() {
        GuestId source = kvm.create(firmware("parent").disk(disk(8)).build());
        String before = kvm.virsh().call("vol-list", "images");
        CreationKey key = CreationKey.fresh();
        assertThatThrownBy(() -> kvm.facet(Cloning.class)
                        .cloneGuest(source, new Cloning.Order(key, CloneSpec.linked("child"), mark(key)), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
        assertThat(kvm.virsh().call("vol-list", "images")).isEqualTo(before);
        kvm.driver.delete(source, call());
    }

    @Test
    void templates_are_no_guests_and_deploy_linked() {
        Templates templates = kvm.facet(Templates.class);
        GuestId source = kvm.create(firmware("golden").disk(disk(8)).vcpus(2).build());
        TemplateId template = templates.make(source, CreationKey.fresh(), GuestName.of("debian <12>"), call());
        assertThat(templates.templates(call())).singleElement().satisfies(view -> {
            assertThat(view.id()).isEqualTo(template);
            assertThat(view.name()).isEqualTo(GuestName.of("debian <12>"));
            assertThat(view.vcpus()).isEqualTo(2);
        });
        var inventory = kvm.driver.inventory(EnumSet.of(InventoryField.TEMPLATES, InventoryField.DETAILS), call());
        assertThat(inventory.guest(GuestId.of(template.value()))).isEmpty();
        assertThat(inventory.templates()).hasSize(1);
        assertThat(kvm.driver.observe(GuestId.of(template.value()), call())).isEmpty();

        CreationKey key = CreationKey.fresh();
        GuestId guest =
                templates.deploy(template, new Cloning.Order(key, CloneSpec.linked("deployed"), mark(key)), call());
        VolumeId own =
                kvm.observe(guest).requireDetails().disks().get(0).volume().orElseThrow();
        VolumeId parent = seen(own).backing().orElseThrow();
        kvm.driver.start(guest, call());
        kvm.driver.powerOff(guest, call());

        templates.remove(template, call());
        assertThat(templates.templates(call())).isEmpty();
        assertThat(volumes.volume(parent, call())).as("a linked parent stays").isPresent();
        kvm.driver.delete(guest, call());
        kvm.driver.delete(source, call());
    }

    @Test
    void a_template_goes_with_its_own_volumes() {
        Templates templates = kvm.facet(Templates.class);
        GuestId source = kvm.create(firmware("short-lived").disk(disk(4)).build());
        String before = kvm.virsh().call("vol-list", "images");
        TemplateId template = templates.make(source, CreationKey.fresh(), GuestName.of("short"), call());
        templates.remove(template, call());
        assertThat(kvm.virsh().call("vol-list", "images")).isEqualTo(before);
        kvm.driver.delete(source, call());
    }

    @Test
    void a_file_that_cannot_be_told_of_is_a_gap_and_no_failure() throws IOException {
        Path unspeakable = kvm.pool().resolve("line\nbreak");
        Files.createFile(unspeakable);
        Files.createFile(kvm.pool().resolve("fine.img"));
        kvm.virsh().call("pool-refresh", "images");
        var inventory = kvm.driver.inventory(EnumSet.of(InventoryField.VOLUMES), call());
        assertThat(inventory.volumes())
                .extracting(each -> each.id().key())
                .contains("fine.img")
                .noneMatch(key -> key.contains("break"));
        assertThat(inventory.complete()).isFalse();
        Files.delete(unspeakable);
        kvm.virsh().call("pool-refresh", "images");
    }

    @Test
    void snapshots_in_a_pool_that_fills_up_leave_the_guest_running() {
        GuestId guest = kvm.create(firmware("filling")
                .disk(DiskSpec.newDisk(Memory.mib(64)).in(StorageId.of("small")))
                .build());
        kvm.driver.start(guest, call());
        Snapshots snapshots = kvm.facet(Snapshots.class);
        boolean full = false;
        for (int i = 0; i < 12 && !full; i++) {
            Snapshots.Order order = new Snapshots.Order(
                    CreationKey.fresh(), "s" + i, "", io.polyvisor.model.SnapshotContent.DISKS_AND_MEMORY);
            try {
                snapshots.take(guest, order, call());
            } catch (DriverException e) {
                full = true;
                assertThat(snapshots.snapshots(guest, call()))
                        .noneMatch(view -> view.name().equals(order.name()));
            }
        }
        assertThat(full).isTrue();
        assertThat(kvm.observe(guest).power().state())
                .isIn(io.polyvisor.model.PowerState.RUNNING, io.polyvisor.model.PowerState.PAUSED);
        kvm.driver.powerOff(guest, call());
        VolumeId volume =
                kvm.observe(guest).requireDetails().disks().get(0).volume().orElseThrow();
        kvm.driver.delete(guest, call());
        volumes.delete(volume, call());
    }
}
