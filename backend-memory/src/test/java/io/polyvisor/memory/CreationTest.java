package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CreationTest {
    private static final VolumeId IMAGE = VolumeId.of("images", "linux");

    private final Bench bench = new Bench("memory:///empty");

    private static Cloning.Order order(CloneSpec spec) {
        CreationKey key = CreationKey.fresh();
        return new Cloning.Order(key, spec, new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART));
    }

    @Test
    void failed_creation_leaves_neither_guest_nor_volumes() {
        List<VolumeId> before = bench.volumes();
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("a")
                                .disk(DiskSpec.newDisk(Memory.gib(1)))
                                .disk(DiskSpec.newDisk(Memory.gib(5000)).thick())))
                        .kind())
                .isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("a")
                                .disk(DiskSpec.newDisk(Memory.gib(1)))
                                .nic(NicSpec.on("nowhere"))))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(bench.volumes()).isEqualTo(before);
        assertThat(bench.all().guests()).isEmpty();
    }

    @Test
    void creation_that_is_cancelled_while_it_copies_leaves_nothing() {
        List<VolumeId> before = bench.volumes();
        CreationKey key = CreationKey.fresh();
        CreateOrder order = new CreateOrder(
                key, GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE)).build(), Mark.adopted());
        TestCall call = TestCall.givingUpAt(0.5, bench.time);
        assertThat(Bench.refusal(() -> bench.driver.create(order, call)).kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(bench.volumes()).isEqualTo(before);
        assertThat(bench.driver.find(key, bench.call())).isEmpty();
        assertThat(call.told()).extracting(Progress::phase).contains("making disks");
    }

    @Test
    void second_guest_of_one_name_is_refused_with_its_volumes() {
        bench.create(GuestSpec.named("a"));
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("a").disk(DiskSpec.newDisk(Memory.gib(1)))))
                        .kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(bench.volumes()).doesNotContain(VolumeId.of("images", "a-vda"));
    }

    @Test
    void copied_image_boots_and_grows_to_the_size_that_was_asked_for() {
        GuestId id =
                bench.ready(GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE).grownTo(Memory.gib(8))));
        assertThat(bench.shell(id, "lsblk")).isEqualTo("vda " + Memory.gib(8).bytes() + " rw");
    }

    @Test
    void seed_gives_the_guest_its_name_at_its_first_boot_only() {
        GuestId id =
                bench.ready(GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE)).seed(SeedSpec.hostName("seeded")));
        assertThat(bench.shell(id, "hostname")).isEqualTo("seeded");
        assertThat(bench.see(id).requireDetails().disks())
                .extracting(DiskView::role)
                .containsExactly(DiskView.Role.DISK, DiskView.Role.SEED);
        bench.shell(id, "echo renamed > /etc/hostname");
        bench.shell(id, "reboot");
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.shell(id, "hostname")).isEqualTo("renamed");
    }

    @Test
    void container_takes_no_medium_and_is_a_container() {
        GuestId id = bench.ready(GuestSpec.named("ct").container().disk(DiskSpec.newDisk(Memory.gib(1))));
        assertThat(bench.see(id).kind()).isEqualTo(GuestKind.CONTAINER);
        assertThat(bench.see(id).requireDetails().bootOrder()).isEmpty();
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("ct2")
                                .container()
                                .media(VolumeId.of("images", "installer.iso"))
                                .boot(BootDevice.CDROM)))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
    }

    @Test
    void clone_has_the_sources_data_but_addresses_and_mark_of_its_own() {
        GuestId source = bench.ready(GuestSpec.named("a")
                .disk(DiskSpec.copyOf(IMAGE))
                .nic(NicSpec.on("lab"))
                .tag("source", "yes"));
        bench.shell(source, "echo data > /etc/x");
        TestCall call = bench.call();
        GuestId copy = bench.the(Cloning.class).cloneGuest(source, order(CloneSpec.full("b")), call);
        bench.shell(source, "echo later > /etc/x");
        GuestView seen = bench.see(copy);
        assertThat(seen.power().state()).isEqualTo(PowerState.OFF);
        assertThat(seen.requireDetails().nics().get(0).mac())
                .isNotEqualTo(bench.see(source).requireDetails().nics().get(0).mac());
        assertThat(seen.requireDetails().mark().orElseThrow().tags()).isEmpty();
        assertThat(call.told()).last().extracting(p -> p.fraction().orElse(0)).isEqualTo(1.0);
        bench.driver.start(copy, bench.call());
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.shell(copy, "cat /etc/x")).isEqualTo("data");
    }

    @Test
    void linked_clone_rests_on_its_source() {
        GuestId source = bench.create(GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE)));
        bench.the(Cloning.class).cloneGuest(source, order(CloneSpec.linked("b")), bench.call());
        assertThat(bench.the(Volumes.class)
                        .volume(VolumeId.of("images", "b-vda"), bench.call())
                        .orElseThrow()
                        .backing())
                .contains(VolumeId.of("images", "a-vda"));
    }

    @Test
    void source_is_busy_while_it_is_cloned_and_free_when_that_was_cancelled() {
        GuestId source = bench.create(GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE)));
        TestCall call = TestCall.givingUpAt(0.5, bench.time);
        assertThat(Bench.refusal(() -> bench.the(Cloning.class).cloneGuest(source, order(CloneSpec.full("b")), call))
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(bench.all().guests()).hasSize(1);
        assertThat(bench.volumes()).doesNotContain(VolumeId.of("images", "b-vda"));
        bench.driver.start(source, bench.call());
    }

    @Test
    void template_is_no_guest_and_makes_guests() {
        GuestId source = bench.create(GuestSpec.named("gold").vcpus(3).disk(DiskSpec.copyOf(IMAGE)));
        Templates templates = bench.the(Templates.class);
        TemplateId template = templates.make(source, CreationKey.fresh(), GuestName.of("gold"), bench.call());
        assertThat(bench.all().guests()).hasSize(1);
        assertThat(bench.all().templates()).hasSize(1);
        GuestId made =
                templates.deploy(template, order(CloneSpec.full("b").seed(SeedSpec.hostName("fresh"))), bench.call());
        assertThat(bench.see(made).vcpus()).isEqualTo(3);
        bench.driver.start(made, bench.call());
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.shell(made, "hostname")).isEqualTo("fresh");
    }

    @Test
    void second_template_of_one_name_is_refused_with_its_volumes() {
        GuestId source = bench.create(GuestSpec.named("gold").disk(DiskSpec.copyOf(IMAGE)));
        Templates templates = bench.the(Templates.class);
        templates.make(source, CreationKey.fresh(), GuestName.of("t"), bench.call());
        List<VolumeId> before = bench.volumes();
        assertThat(Bench.refusal(() -> templates.make(source, CreationKey.fresh(), GuestName.of("t"), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(bench.volumes()).isEqualTo(before);
    }

    @Test
    void removed_template_takes_its_own_volumes_along_but_none_under_a_link() {
        GuestId source = bench.create(GuestSpec.named("gold").disk(DiskSpec.copyOf(IMAGE)));
        Templates templates = bench.the(Templates.class);
        TemplateId template = templates.make(source, CreationKey.fresh(), GuestName.of("t"), bench.call());
        TemplateId linked = templates.make(source, CreationKey.fresh(), GuestName.of("u"), bench.call());
        templates.deploy(linked, order(CloneSpec.linked("b")), bench.call());
        templates.remove(template, bench.call());
        templates.remove(linked, bench.call());
        assertThat(bench.all().templates()).isEmpty();
        assertThat(bench.volumes())
                .doesNotContain(VolumeId.of("images", "t-vda"))
                .contains(VolumeId.of("images", "u-vda"));
    }

    @Test
    void deleted_source_does_not_trouble_its_clone() {
        GuestId source = bench.create(GuestSpec.named("a").disk(DiskSpec.copyOf(IMAGE)));
        GuestId copy = bench.the(Cloning.class)
                .cloneGuest(source, order(CloneSpec.full("b").in(StorageId.of("images"))), bench.call());
        bench.driver.delete(source, bench.call());
        bench.driver.start(copy, bench.call());
        assertThat(bench.power(copy)).isEqualTo(PowerState.RUNNING);
    }
}
