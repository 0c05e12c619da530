package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class KvmDevicesTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:aa:bb:01");
    private static RealHost kvm;
    private static Devices devices;

    @BeforeAll
    static void start() {
        kvm = RealHost.start("devices");
        devices = kvm.facet(Devices.class);
    }

    @AfterAll
    static void stop() {
        kvm.close();
    }

    @Test
    void devices_of_a_guest_that_is_off_come_and_go() {
        GuestId guest = kvm.create(firmware("cold").disk(disk(4)).build());
        CreationKey key = CreationKey.fresh();
        DiskId added = devices.attachDisk(guest, key, disk(8), call());
        assertThat(added).isEqualTo(DiskId.of("vdb"));
        assertThat(devices.findDisk(guest, key, call())).contains(added);
        assertThat(devices.findDisk(guest, CreationKey.fresh(), call())).isEmpty();
        NicId nic =
                devices.attachNic(guest, CreationKey.fresh(), NicSpec.on("lan").withMac(MAC), call());
        assertThat(kvm.observe(guest).requireDetails().nic(nic)).isPresent();

        devices.growDisk(guest, added, Memory.mib(16), call());
        var volume = kvm.observe(guest)
                .requireDetails()
                .disk(added)
                .orElseThrow()
                .volume()
                .orElseThrow();
        assertThat(kvm.facet(Volumes.class).volume(volume, call()).orElseThrow().capacity())
                .isEqualTo(Memory.mib(16));
        assertThat(kvm.facet(Volumes.class)
                        .volume(volume, call())
                        .orElseThrow()
                        .usedBy()
                        .orElseThrow())
                .containsExactly(guest);

        devices.detachDisk(guest, added, call());
        devices.detachNic(guest, nic, call());
        assertThat(kvm.observe(guest).requireDetails().disks()).hasSize(1);
        assertThat(kvm.observe(guest).requireDetails().nics()).isEmpty();
        assertThat(kvm.facet(Volumes.class)
                        .volume(volume, call())
                        .orElseThrow()
                        .usedBy()
                        .orElseThrow())
                .isEmpty();
        kvm.driver.delete(guest, call());
    }

    @Test
    void a_running_guest_gets_devices_now_and_for_its_next_start() {
        GuestId guest = kvm.create(firmware("hot").disk(disk(4)).build());
        kvm.driver.start(guest, call());
        DiskId added = devices.attachDisk(guest, CreationKey.fresh(), disk(8), call());
        NicId nic =
                devices.attachNic(guest, CreationKey.fresh(), NicSpec.on("lan").withMac(MAC), call());
        devices.growDisk(guest, added, Memory.mib(16), call());
        assertThat(kvm.observe(guest).requireDetails().pending()).isEmpty();
        kvm.driver.powerOff(guest, call());
        assertThat(kvm.observe(guest).requireDetails().disk(added)).isPresent();
        assertThat(kvm.observe(guest).requireDetails().nic(nic)).isPresent();
        kvm.driver.delete(guest, call());
    }

    @Test
    void a_guest_that_does_not_let_go_keeps_its_disk_and_the_outcome_is_unknown() {
        GuestId guest = kvm.create(firmware("stubborn").disk(disk(4)).build());
        kvm.driver.start(guest, call());
        DiskId added = devices.attachDisk(guest, CreationKey.fresh(), disk(8), call());
        assertThatThrownBy(() -> devices.detachDisk(guest, added, TestCall.within(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
                    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
                });
        assertThat(kvm.observe(guest).requireDetails().disk(added)).isPresent();
        assertThat(kvm.observe(guest).requireDetails().pending()).isEmpty();
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
    }

    @Test
    void media_are_changed_in_a_running_guest() {
        kvm.virsh().call("vol-create-as", "images", "one.iso", "1M", "--format", "raw");
        kvm.virsh().call("vol-create-as", "images", "two.iso", "1M", "--format", "raw");
        GuestId guest = kvm.create(firmware("media").media(volume("one.iso")).build());
        kvm.driver.start(guest, call());
        DiskId drive = DiskId.of("hda");
        devices.changeMedia(guest, drive, Optional.of(volume("two.iso")), call());
        assertThat(kvm.observe(guest).requireDetails().disk(drive).orElseThrow().volume())
                .contains(volume("two.iso"));
        devices.changeMedia(guest, drive, Optional.empty(), call());
        assertThat(kvm.observe(guest).requireDetails().disk(drive).orElseThrow().volume())
                .isEmpty();
        devices.changeMedia(guest, drive, Optional.of(volume("one.iso")), call());
        kvm.driver.powerOff(guest, call());
        assertThat(kvm.observe(guest).requireDetails().disk(drive).orElseThrow().volume())
                .contains(volume("one.iso"));
        devices.changeMedia(guest, drive, Optional.empty(), call());
        assertThat(kvm.observe(guest).requireDetails().disk(drive).orElseThrow().volume())
                .isEmpty();
        kvm.driver.delete(guest, call());
    }

    @Test
    void media_are_changed_while_firmware_resets_the_drive() {
        kvm.virsh().call("vol-create-as", "images", "quick.iso", "1M", "--format", "raw");
        GuestId guest = kvm.create(firmware("resets").emptyDrive().build());
        DiskId drive = DiskId.of("hda");
        for (int start = 0; start < 4; start++) {
            kvm.driver.start(guest, call());
            for (int i = 0; i < 6; i++) {
                devices.changeMedia(guest, drive, Optional.of(volume("quick.iso")), call());
                devices.changeMedia(guest, drive, Optional.empty(), call());
            }
            kvm.driver.powerOff(guest, call());
        }
        kvm.driver.delete(guest, call());
    }

    @Test
    void what_is_missing_is_refused_and_nothing_is_made() {
        GuestId guest = kvm.create(firmware("missing").build());
        String volumes = kvm.virsh().call("vol-list", "images");
        assertThatThrownBy(() -> devices.attachDisk(
                        guest, CreationKey.fresh(), DiskSpec.linkedTo(volume("nothing.qcow2")), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThatThrownBy(() -> devices.detachDisk(guest, DiskId.of("vdx"), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        kvm.driver.start(guest, call());
        assertThatThrownBy(() -> devices.attachNic(
                        guest, CreationKey.fresh(), NicSpec.on("nowhere").withMac(MAC), call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(kvm.virsh().call("vol-list", "images")).isEqualTo(volumes);
        kvm.driver.powerOff(guest, call());
        kvm.driver.delete(guest, call());
    }

    @Test
    void fields_of_a_guest_that_is_off_change_now() {
        GuestId guest = kvm.create(firmware("fields").build());
        Map<GuestField, GuestChange.When> answers = kvm.driver.reconfigure(
                guest,
                GuestChange.set()
                        .vcpus(3)
                        .memory(Memory.mib(48))
                        .bootOrder(List.of(BootDevice.NETWORK))
                        .description("new <words>"),
                call());
        assertThat(answers.values()).containsOnly(GuestChange.When.NOW);
        var seen = kvm.observe(guest);
        assertThat(seen.vcpus()).isEqualTo(3);
        assertThat(seen.memory()).isEqualTo(Memory.mib(48));
        assertThat(seen.requireDetails().maxMemory()).isEqualTo(Memory.mib(48));
        assertThat(seen.requireDetails().bootOrder()).containsExactly(BootDevice.NETWORK);
        assertThat(seen.requireDetails().description()).isEqualTo("new <words>");
        assertThat(seen.requireDetails().mark()).isPresent();
        kvm.driver.delete(guest, call());
    }

    @Test
    void fields_of_a_running_guest_change_now_or_wait_and_say_which() {
        GuestId guest = kvm.create(
                firmware("live").maxVcpus(2).maxMemory(Memory.mib(64)).build());
        kvm.driver.start(guest, call());
        assertThat(kvm.driver.reconfigure(
                        guest,
                        GuestChange.set()
                                .vcpus(2)
                                .bootOrder(List.of(BootDevice.NETWORK))
                                .description("live"),
                        call()))
                .containsEntry(GuestField.VCPUS, GuestChange.When.NOW)
                .containsEntry(GuestField.BOOT_ORDER, GuestChange.When.NEXT_START)
                .containsEntry(GuestField.DESCRIPTION, GuestChange.When.NOW);
        assertThat(kvm.observe(guest).vcpus()).isEqualTo(2);
        assertThat(kvm.observe(guest).requireDetails().pending()).containsExactly(GuestField.BOOT_ORDER);
        assertThat(kvm.observe(guest).requireDetails().description()).isEqualTo("live");

        assertThat(kvm.driver.reconfigure(guest, GuestChange.set().vcpus(4), call()))
                .containsEntry(GuestField.VCPUS, GuestChange.When.NEXT_START);
        assertThat(kvm.observe(guest).requireDetails().pending()).contains(GuestField.VCPUS);
        assertThat(kvm.driver.reconfigure(guest, GuestChange.set().memory(Memory.mib(128)), call()))
                .containsEntry(GuestField.MEMORY, GuestChange.When.NEXT_START);
        assertThat(kvm.observe(guest).requireDetails().pending()).contains(GuestField.MEMORY);

        assertThatThrownBy(() ->
                        kvm.driver.reconfigure(guest, GuestChange.set().vcpus(8).when(GuestChange.Timing.NOW), call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
                    assertThat(e.fault().message()).contains("wait for the next start");
                });
        kvm.driver.powerOff(guest, call());
        var seen = kvm.observe(guest);
        assertThat(seen.vcpus()).isEqualTo(4);
        assertThat(seen.memory()).isEqualTo(Memory.mib(128));
        assertThat(seen.requireDetails().pending()).isEmpty();
        kvm.driver.delete(guest, call());
    }

    @Test
    void what_a_user_put_into_a_domain_survives_our_changes() {
        String xml = "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>theirs</name>"
                + "<metadata><their:own xmlns:their='urn:theirs'>kept</their:own></metadata>"
                + "<memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='pc'>hvm</type>"
                + "<smbios mode='sysinfo'/></os><sysinfo type='smbios'><bios><entry name='vendor'>Mine</entry></bios>"
                + "</sysinfo><devices><controller type='usb' model='none'/><watchdog model='i6300esb' action='reset'/>"
                + "</devices><qemu:commandline><qemu:arg value='-name'/><qemu:arg value='theirs'/>"
                + "</qemu:commandline></domain>";
        kvm.virsh().callReading(xml, "define", "/dev/stdin");
        GuestId guest = kvm.driver
                .named(io.polyvisor.model.GuestName.of("theirs"), call())
                .get(0);
        assertThat(kvm.observe(guest).requireDetails().mark()).isEmpty();
        kvm.driver.mark(guest, io.polyvisor.model.Mark.adopted(), call());
        kvm.driver.reconfigure(guest, GuestChange.set().vcpus(2).description("ours"), call());
        assertThat(kvm.observe(guest).requireDetails().mark()).contains(io.polyvisor.model.Mark.adopted());
        assertThat(kvm.virsh().call("dumpxml", "theirs"))
                .contains("<their:own xmlns:their=\"urn:theirs\">kept</their:own>")
                .contains("<smbios mode='sysinfo'/>", "Mine", "i6300esb", "<qemu:arg value='theirs'/>")
                .contains("<description>ours</description>");
        kvm.driver.delete(guest, call());
    }
}
