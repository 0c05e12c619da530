package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.RealSite.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pool that has room when it is asked and is full before the work is done: somebody else wrote into it meanwhile, of whom libvirt
 * knows nothing before it looks again.
 */
@Tag("real")
final class RealFullPoolTest {
    private static final StorageId SMALL = StorageId.of("small");
    private static final int SIZE_MIB = 24;

    private static RealSite site;
    private static Path directory;

    @BeforeAll
    static void start() throws IOException {
        site = RealSite.start("full");
        directory = site.host.definePoolOfSize(SMALL.value(), (long) SIZE_MIB << 20);
        Files.write(site.host.images().resolve("pool").resolve("image.raw"), noise(12));
        site.virsh().call("pool-refresh", "images");
    }

    @AfterEach
    void empty_it() throws IOException {
        Files.deleteIfExists(intruder());
        site.virsh().call("pool-refresh", SMALL.value());
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void a_thick_volume_that_finds_no_room_leaves_nothing() throws IOException {
        somebodyWrites(18);

        PolyvisorException full = failure(() -> site.endpoint
                .volumes()
                .create(VolumeSpec.thick(small("thick.qcow2"), Memory.mib(12)))
                .await());

        tellsOfNoRoom(full);
        onlyTheIntruderIsThere();
    }

    @Test
    void a_thick_volume_larger_than_what_libvirt_knows_to_be_free_is_refused_by_field() throws IOException {
        PolyvisorException full = failure(() -> site.endpoint
                .volumes()
                .create(VolumeSpec.thick(small("thick.qcow2"), Memory.mib(SIZE_MIB + 1)))
                .await());

        assertThat(full.kind()).isEqualTo(ErrorKind.INVALID_SPEC);
        assertThat(files()).isEmpty();
    }

    @Test
    void an_import_that_finds_no_room_leaves_nothing() throws IOException {
        somebodyWrites(18);
        byte[] bytes = noise(12);

        PolyvisorException full = failure(() -> site.endpoint
                .volumes()
                .importFrom(
                        VolumeSpec.thin(small("import.raw"), Memory.mib(12)),
                        new ByteArrayInputStream(bytes),
                        Optional.empty())
                .await());

        tellsOfNoRoom(full);
        onlyTheIntruderIsThere();
    }

    @Test
    void a_guest_whose_copied_disk_finds_no_room_is_not_made_and_leaves_nothing() throws IOException {
        somebodyWrites(18);

        PolyvisorException full = failure(() -> site.create(firmware("copied")
                .disk(RealHost.disk(1))
                .disk(DiskSpec.copyOf(volume("image.raw")).in(SMALL))));

        tellsOfNoRoom(full);
        onlyTheIntruderIsThere();
        assertThat(site.guestNames()).doesNotContain("copied");
        assertThat(site.lines("vol-list", "images")).hasSize(1);
    }

    @Test
    void a_snapshot_that_finds_no_room_for_memory_leaves_the_guest_running_and_no_snapshot() throws IOException {
        Guest guest = site.create(
                firmware("shot").disk(DiskSpec.newDisk(Memory.mib(16)).in(SMALL)));
        guest.start().await();
        somebodyWrites(SIZE_MIB - 1);

        PolyvisorException full = failure(() -> guest.snapshots()
                .create("full", SnapshotContent.DISKS_AND_MEMORY)
                .await());

        tellsOfNoRoom(full);
        assertThat(guest.snapshots().list()).isEmpty();
        assertThat(site.lines("snapshot-list", "--name", guest.id().value())).isEmpty();
        assertThat(guest.view().power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(site.virshState(guest.id())).isEqualTo("running");

        Files.delete(intruder());
        guest.snapshots().create("fits", SnapshotContent.DISKS_AND_MEMORY).await();
        assertThat(guest.pause().await()).isEqualTo(Effect.APPLIED);
        assertThat(guest.resume().await()).isEqualTo(Effect.APPLIED);
        guest.powerOff().await();
        assertThat(snapshotsInside(directory.resolve("shot-vda.qcow2"))).containsExactly("fits");
        guest.delete(Deletion.withOwnedVolumes()).await();
        assertThat(files()).isEmpty();
    }

    private static void tellsOfNoRoom(PolyvisorException full) {
        assertThat(full.kind()).as("%s", full.getMessage()).isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(full.outcome()).as("%s", full.getMessage()).isEqualTo(Outcome.NOT_APPLIED);
    }

    private static void onlyTheIntruderIsThere() throws IOException {
        assertThat(files()).containsExactly(intruder().getFileName().toString());
        site.virsh().call("pool-refresh", SMALL.value());
        assertThat(site.lines("vol-list", SMALL.value()))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("intruder"));
        assertThat(site.endpoint.volumes().list())
                .filteredOn(volume -> volume.id().storage().equals(SMALL))
                .hasSize(1);
    }

    /** The snapshots that an image holds, by QEMU's own tool. */
    private static List<String> snapshotsInside(Path image) throws IOException {
        Process listing = new ProcessBuilder("qemu-img", "snapshot", "-l", image.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = listing.inputReader()) {
            return lines.lines()
                    .filter(line -> line.matches("\\d+\\s.*"))
                    .map(line -> line.split("\\s+", -1)[1])
                    .toList();
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path intruder() {
        return directory.resolve("intruder");
    }

    private static void somebodyWrites(int mib) throws IOException {
        Files.write(intruder(), noise(mib));
    }

    private static byte[] noise(int mib) {
        byte[] bytes = new byte[mib << 20];
        new Random(mib).nextBytes(bytes);
        return bytes;
    }

    private static VolumeId small(String key) {
        return new VolumeId(SMALL, key);
    }
}
