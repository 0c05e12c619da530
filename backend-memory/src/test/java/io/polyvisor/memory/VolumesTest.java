package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Volumes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VolumesTest {
    private static final StorageId IMAGES = StorageId.of("images");
    private static final VolumeId NEW = VolumeId.of("images", "new");

    private final Bench bench = new Bench("memory:///empty");
    private final Volumes volumes = bench.the(Volumes.class);

    private StorageView storage() {
        return bench.all().storages().get(0);
    }

    private VolumeView make(VolumeSpec spec) {
        return volumes.create(CreationKey.fresh(), spec, bench.call());
    }

    @Test
    void thin_volume_is_promised_but_takes_nothing_yet() {
        StorageView before = storage();
        make(VolumeSpec.thin(NEW, Memory.gib(500)));
        assertThat(storage().free()).isEqualTo(before.free());
        assertThat(storage().promised())
                .contains(before.promised().orElseThrow().plus(Memory.gib(500)));
    }

    @Test
    void thick_volume_takes_its_space_at_once_or_is_refused_whole() {
        Memory before = storage().free().orElseThrow();
        make(VolumeSpec.thick(NEW, Memory.gib(10)));
        assertThat(storage().free()).contains(before.minusOrZero(Memory.gib(10)));
        VolumeSpec tooBig = VolumeSpec.thick(VolumeId.of("images", "big"), Memory.gib(500));
        assertThat(Bench.refusal(() -> make(tooBig)).kind()).isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(bench.volumes()).doesNotContain(tooBig.id());
    }

    @Test
    void guest_whose_thin_disk_finds_its_storage_full_is_stopped_and_goes_on_when_there_is_room() {
        GuestId guest = bench.ready(GuestSpec.named("a").disk(DiskSpec.newDisk(Memory.gib(50))));
        MemorySite site = MemorySite.at("memory:///empty", bench.time);
        site.leaveFree(IMAGES, Memory.mib(10));
        bench.shell(guest, "fill 1G /big");
        assertThat(bench.see(guest).power().state()).isEqualTo(PowerState.PAUSED);
        assertThat(bench.see(guest).power().reason()).contains(StateReason.IO_ERROR);
        assertThat(bench.see(guest).requireDetails().blockedBy()).contains("storage images is full");
        bench.the(Pausing.class).unpause(guest, bench.call());
        assertThat(bench.power(guest)).isEqualTo(PowerState.PAUSED);
        site.leaveFree(IMAGES, Memory.gib(2));
        bench.the(Pausing.class).unpause(guest, bench.call());
        assertThat(bench.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(storage().free()).contains(Memory.gib(1));
        assertThat(bench.shell(guest, "ls /")).contains("big");
    }

    @Test
    void full_disk_is_the_guests_own_trouble() {
        GuestId guest = bench.ready(GuestSpec.named("a").disk(DiskSpec.newDisk(Memory.mib(10))));
        assertThat(bench.shell(guest, "fill 1G /big")).contains("No space left on device");
        assertThat(bench.power(guest)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void imported_volume_holds_the_streams_bytes() {
        VolumeView made = volumes.importFrom(
                CreationKey.fresh(),
                VolumeSpec.thin(NEW, Memory.mib(1)),
                new ByteArrayInputStream(new byte[100_000]),
                bench.call());
        assertThat(made.allocated()).isEqualTo(Memory.bytes(100_000));
        GuestId guest = bench.ready(GuestSpec.named("a").disk(DiskSpec.existing(NEW)));
        assertThat(bench.shell(guest, "cksum vda")).startsWith("9192c25b734fcbadbe32dadc28089c60");
    }

    @Test
    void import_that_breaks_leaves_no_half_volume() {
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (--left < 0) {
                    throw new IOException("the peer went away");
                }
                return 0;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int first = read();
                into[from] = (byte) first;
                left -= length - 1;
                return length;
            }
        };
        assertThat(Bench.refusal(() -> volumes.importFrom(
                                CreationKey.fresh(), VolumeSpec.thin(NEW, Memory.mib(1)), broken, bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.BACKEND_FAULT);
        assertThat(bench.volumes()).doesNotContain(NEW);
    }

    @Test
    void import_of_more_than_the_volume_holds_is_refused_and_leaves_nothing() {
        assertThat(Bench.refusal(() -> volumes.importFrom(
                                CreationKey.fresh(),
                                VolumeSpec.thin(NEW, Memory.kib(64)),
                                new ByteArrayInputStream(new byte[200_000]),
                                bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
        assertThat(bench.volumes()).doesNotContain(NEW);
    }

    @Test
    void copy_takes_its_own_space_and_a_link_names_what_is_under_it() {
        VolumeId image = VolumeId.of("images", "linux");
        VolumeView copied = volumes.copy(CreationKey.fresh(), image, NEW, bench.call());
        assertThat(copied.allocated()).isEqualTo(Memory.mib(200));
        assertThat(copied.backing()).isEmpty();
        bench.create(GuestSpec.named("a").disk(DiskSpec.linkedTo(image)));
        VolumeView linked =
                volumes.volume(VolumeId.of("images", "a-vda"), bench.call()).orElseThrow();
        assertThat(linked.backing()).contains(image);
        assertThat(linked.allocated()).isEqualTo(Memory.ZERO);
    }

    @Test
    void volume_in_use_is_not_deleted_nor_is_one_under_a_link() {
        bench.create(GuestSpec.named("a").disk(DiskSpec.linkedTo(VolumeId.of("images", "linux"))));
        for (VolumeId used : Set.of(VolumeId.of("images", "a-vda"), VolumeId.of("images", "linux"))) {
            assertThat(Bench.refusal(() -> volumes.delete(used, bench.call())).kind())
                    .isEqualTo(ErrorKind.INVALID_STATE);
        }
        GuestId guest = bench.named("a");
        assertThat(volumes.volume(VolumeId.of("images", "a-vda"), bench.call()).flatMap(VolumeView::usedBy))
                .isEqualTo(Optional.of(Set.of(guest)));
        bench.driver.delete(guest, bench.call());
        volumes.delete(VolumeId.of("images", "a-vda"), bench.call());
        volumes.delete(VolumeId.of("images", "linux"), bench.call());
        assertThat(bench.volumes()).doesNotContain(VolumeId.of("images", "linux"));
    }

    @Test
    void volumes_grow_but_do_not_shrink() {
        make(VolumeSpec.thin(NEW, Memory.gib(1)));
        volumes.grow(NEW, Memory.gib(2), bench.call());
        assertThat(volumes.volume(NEW, bench.call()).orElseThrow().capacity()).isEqualTo(Memory.gib(2));
        assertThat(Bench.refusal(() -> volumes.grow(NEW, Memory.gib(1), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
    }

    @Test
    void volume_that_is_there_already_is_not_made_again() {
        make(VolumeSpec.thin(NEW, Memory.gib(1)));
        assertThat(Bench.refusal(() -> make(VolumeSpec.thin(NEW, Memory.gib(1))))
                        .kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
    }
}
