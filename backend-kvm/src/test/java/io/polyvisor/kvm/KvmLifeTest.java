package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Suspending;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
final class KvmLifeTest {
    private static RealHost kvm;

    @BeforeAll
    static void start() {
        kvm = RealHost.start("life");
    }

    @AfterAll
    static void stop() {
        kvm.close();
    }

    @Test
    void a_created_guest_is_what_its_spec_says() {
        CreationKey key = CreationKey.fresh();
        GuestId guest = kvm.driver.create(
                RealHost.order(
                        key,
                        firmware("full <&> \"ü\"")
                                .vcpus(1)
                                .maxVcpus(3)
                                .maxMemory(Memory.mib(64))
                                .disk(disk(8))
                                .disk(disk(4).thick())
                                .nic(NicSpec.on("lan"))
                                .emptyDrive()
                                .boot(BootDevice.NETWORK, BootDevice.DISK)
                                .seed(SeedSpec.hostName("web1"))
                                .autostart(true)
                                .description("line one\nline <two>")
                                .build()),
                call());

        GuestView seen = kvm.observe(guest);
        GuestDetails details = seen.requireDetails();
        assertThat(guest.value()).isEqualTo(key.toString());
        assertThat(seen.name()).isEqualTo(GuestName.of("full <&> \"ü\""));
        assertThat(seen.power().state()).isEqualTo(PowerState.OFF);
        assertThat(seen.vcpus()).isEqualTo(1);
        assertThat(seen.memory()).isEqualTo(Memory.mib(32));
        assertThat(seen.autostart()).isTrue();
        assertThat(seen.persistent()).isTrue();
        assertThat(details.maxVcpus()).isEqualTo(3);
        assertThat(details.maxMemory()).isEqualTo(Memory.mib(64));
        assertThat(details.bootOrder()).containsExactly(BootDevice.NETWORK, BootDevice.DISK);
        assertThat(details.description()).isEqualTo("line one\nline <two>");
        assertThat(details.mark())
                .contains(new Mark(Optional.of(key), Map.of("team", "a<&>\"'"), Protection.PROTECTED));
        assertThat(details.pending()).isEmpty();
        assertThat(details.disks())
                .extracting(disk -> disk.id() + " " + disk.role() + " "
                        + disk.volume().map(volume -> volume.key()).orElse("-"))
                .containsExactly(
                        "vda DISK full______ü_-vda.qcow2",
                        "vdb DISK full______ü_-vdb.qcow2",
                        "hda MEDIA -",
                        "hdb SEED full______ü_-seed.iso");
        assertThat(details.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.network().orElseThrow().value()).isEqualTo("lan");
            assertThat(nic.connected()).isTrue();
        });
        assertThat(kvm.driver.find(key, call())).contains(guest);
        assertThat(kvm.driver.named(seen.name(), call())).containsExactly(guest);

        kvm.driver.start(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
        assertThat(kvm.driver.find(key, call())).isEmpty();
        assertThat(kvm.driver.named(seen.name(), call())).isEmpty();
    }

    @Test
    void power_goes_through_all_states() {
        GuestId guest = kvm.create(firmware("power").disk(disk(8)).build());
        Pausing pausing = kvm.facet(Pausing.class);
        Suspending suspending = kvm.facet(Suspending.class);

        kvm.driver.start(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        pausing.pause(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.PAUSED);
        pausing.unpause(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        pausing.pause(guest, call());
        suspending.suspend(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.SUSPENDED);
        suspending.wake(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        suspending.suspend(guest, call());
        suspending.discard(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.OFF);
        kvm.driver.start(guest, call());
        kvm.driver.powerOff(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.OFF);
        kvm.driver.delete(guest, call());
    }

    @Test
    void a_guest_that_others_saved_paused_wakes_running() {
        GuestId guest = kvm.create(firmware("saved-paused").build());
        kvm.virsh().call("start", guest.value());
        kvm.virsh().call("managedsave", "--paused", guest.value());
        kvm.facet(Suspending.class).wake(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
    }

    @Test
    void the_bulk_summary_equals_single_reads() {
        GuestId off = kvm.create(firmware("bulk-off").autostart(true).build());
        GuestId running = kvm.create(
                firmware("bulk-running").maxMemory(Memory.mib(64)).maxVcpus(2).build());
        GuestId suspended = kvm.create(firmware("bulk-suspended").disk(disk(4)).build());
        kvm.driver.start(running, call());
        kvm.driver.start(suspended, call());
        kvm.facet(Suspending.class).suspend(suspended, call());

        Map<String, Long> before = kvm.driver.session().latest().calls().snapshot();
        var inventory = kvm.driver.inventory(Set.of(), call());
        Map<String, Long> spent = kvm.driver.session().latest().calls().since(before);
        assertThat(spent.entrySet().stream()
                        .filter(call -> !call.getKey().equals("virConnectIsAlive"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isLessThanOrEqualTo(4);
        for (GuestId guest : Set.of(off, running, suspended)) {
            assertThat(inventory.guest(guest)).contains(kvm.observe(guest).summary());
        }
        var detailed = kvm.driver.inventory(EnumSet.of(InventoryField.DETAILS), call());
        for (GuestId guest : Set.of(off, running, suspended)) {
            assertThat(detailed.guest(guest)).contains(kvm.observe(guest));
        }
        assertThat(detailed.complete()).isTrue();
        kvm.driver.powerOff(running, call());
        Set.of(off, running, suspended).forEach(guest -> kvm.driver.delete(guest, call()));
    }

    @Test
    void the_whole_inventory_costs_four_calls_more_and_one_per_pool() {
        kvm.driver.ping(call());
        Map<String, Long> before = kvm.driver.session().latest().calls().snapshot();
        var inventory = kvm.driver.inventory(
                EnumSet.of(InventoryField.HOSTS, InventoryField.STORAGES, InventoryField.NETWORKS), call());
        Map<String, Long> spent = kvm.driver.session().latest().calls().since(before);
        spent.remove("virConnectIsAlive");
        assertThat(spent.values().stream().mapToLong(Long::longValue).sum())
                .as("%s", spent)
                .isLessThanOrEqualTo(4 + 4 + inventory.storages().size());
        assertThat(inventory.hosts()).singleElement().satisfies(host -> {
            assertThat(host.id().value()).isEqualTo(kvm.host.uuid().toString());
            assertThat(host.name()).isEqualTo("life");
        });
        assertThat(inventory.storages()).singleElement().satisfies(storage -> {
            assertThat(storage.usable()).isTrue();
            assertThat(storage.free()).isPresent();
        });
        assertThat(inventory.networks())
                .singleElement()
                .satisfies(network -> assertThat(network.usable()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a<b", "a&b", "\"quoted'", "ünïcødé 名前 \uD83D\uDE00", "-dash", ".hidden", "a\\b%s;$(x)", "a,b=c"
            })
    void nasty_names_survive(String name) {
        GuestId guest = kvm.create(firmware(name).disk(disk(1)).build());
        assertThat(kvm.observe(guest).name().value()).isEqualTo(name);
        assertThat(kvm.driver.named(GuestName.of(name), call())).containsExactly(guest);
        kvm.driver.start(guest, call());
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
    }

    @Test
    void the_longest_name_that_is_declared_is_taken_with_all_that_belongs_to_it() {
        String name = "n".repeat(KvmNames.RULES.longest());
        GuestId guest = kvm.create(firmware(name).disk(disk(1)).build());
        kvm.driver.start(guest, call());
        kvm.facet(Suspending.class).suspend(guest, call());
        kvm.facet(Suspending.class).wake(guest, call());
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
        assertThatThrownBy(() -> kvm.create(firmware(name + "n").build())).isInstanceOf(DriverException.class);
    }

    @Test
    void a_name_that_is_taken_is_refused_and_nothing_stays() {
        GuestId first = kvm.create(firmware("twice").disk(disk(1)).build());
        var volumes = kvm.virsh().call("vol-list", "images");
        assertThatThrownBy(() -> kvm.create(firmware("twice").disk(disk(1)).build()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.ALREADY_EXISTS);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThat(kvm.virsh().call("vol-list", "images")).isEqualTo(volumes);
        kvm.driver.delete(first, call());
    }

    @Test
    void memory_that_is_no_whole_mebibyte_is_refused_by_field() {
        assertThatThrownBy(() ->
                        kvm.create(firmware("odd").memory(Memory.kib(33_000)).build()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.fault().message()).contains("memory", "maxMemory"));
    }

    @Test
    void what_is_not_there_is_not_found() {
        GuestId nobody = GuestId.of(CreationKey.fresh().toString());
        assertThat(kvm.driver.observe(nobody, call())).isEmpty();
        assertThatThrownBy(() -> kvm.driver.start(nobody, call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    void a_seed_can_be_read_by_its_label() {
        GuestId guest = kvm.create(
                firmware("seeded").disk(disk(1)).seed(SeedSpec.hostName("h1")).build());
        DiskView seed = kvm.observe(guest).requireDetails().disks().stream()
                .filter(disk -> disk.role() == DiskView.Role.SEED)
                .findFirst()
                .orElseThrow();
        assertThat(java.nio.file.Path.of(seed.source()))
                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("CD001", "cidata", "local-hostname: \"h1\"");
        kvm.driver.delete(guest, call());
    }
}
