package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainXmlTest {
    private static final CreationKey KEY = CreationKey.of("11111111-2222-3333-4444-555555555555");
    private static final DiskSource IMAGE = new DiskSource("/pool/a <&>\"'.qcow2", false, "qcow2");

    private static DomainWriter.Parts parts(GuestSpec spec) {
        Mark mark = new Mark(Optional.of(KEY), Map.of("a<b", "x & \"y\"\nz"), Protection.RESTART_IF_POSSIBLE);
        return new DomainWriter.Parts(
                KEY,
                spec,
                mark,
                false,
                List.of(new DomainWriter.Disk(IMAGE, false), new DomainWriter.Disk(IMAGE, true)),
                Optional.of(new DiskSource("/pool/boot.iso", false, "raw")),
                Optional.of(new DiskSource("/pool/seed.iso", false, "raw")));
    }

    private static DomainReader written(GuestSpec spec) {
        return new DomainReader(Xml.parse(DomainWriter.write(parts(spec))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b>&c", "\"quoted'", "]]>", "<!-- no -->", "&amp;", "ünï \uD83D\uDE00", "a\u2028b"})
    void what_is_written_is_read_again(String nasty) {
        DomainReader read = written(GuestSpec.named(nasty)
                .vcpus(2)
                .maxVcpus(4)
                .memory(Memory.mib(64))
                .maxMemory(Memory.mib(128))
                .description(nasty + "\n" + nasty)
                .nic(NicSpec.on(nasty).withMac(MacAddress.of("52:54:00:00:00:01")))
                .boot(BootDevice.CDROM, BootDevice.DISK, BootDevice.NETWORK)
                .build());
        assertThat(read.xml().text("name")).contains(nasty);
        assertThat(read.xml().text("uuid")).contains(KEY.toString());
        assertThat(read.description()).isEqualTo(nasty + "\n" + nasty);
        assertThat(read.vcpus()).isEqualTo(2);
        assertThat(read.maxVcpus()).isEqualTo(4);
        assertThat(read.memory()).isEqualTo(Memory.mib(64));
        assertThat(read.maxMemory()).isEqualTo(Memory.mib(128));
        assertThat(read.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.mac()).isEqualTo(MacAddress.of("52:54:00:00:00:01"));
            assertThat(nic.network().orElseThrow().value()).isEqualTo(nasty);
        });
        assertThat(BootOrder.read(read.xml())).containsExactly(BootDevice.CDROM, BootDevice.DISK, BootDevice.NETWORK);
        assertThat(read.mark()).contains(parts(GuestSpec.named("x").build()).mark());
    }

    @Test
    void disks_keep_their_roles_and_volumes() {
        DomainReader read = written(GuestSpec.named("x").emptyDrive().build());
        VolumeId known = VolumeId.of("pool", "a");
        assertThat(read.disks(path -> path.equals(IMAGE.path()) ? Optional.of(known) : Optional.empty()))
                .containsExactly(
                        view("vda", DiskView.Role.DISK, Optional.of(known), IMAGE.path(), false),
                        view("vdb", DiskView.Role.DISK, Optional.of(known), IMAGE.path(), true),
                        view("hda", DiskView.Role.MEDIA, Optional.empty(), "/pool/boot.iso", true),
                        view("hdb", DiskView.Role.SEED, Optional.empty(), "/pool/seed.iso", true));
    }

    private static DiskView view(
            String slot, DiskView.Role role, Optional<VolumeId> volume, String source, boolean readOnly) {
        return new DiskView(DiskId.of(slot), role, volume, source, readOnly, false);
    }

    @Test
    void a_text_that_xml_cannot_carry_is_refused_and_not_cut() {
        GuestSpec spec = GuestSpec.named("x").description("bell \u0007").build();
        assertThatThrownBy(() -> DomainWriter.write(parts(spec))).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC);
            assertThat(e.fault().message()).contains("U+0007");
        });
    }

    @Test
    void memory_that_qemu_would_round_is_named_by_field() {
        GuestSpec spec = GuestSpec.named("x")
                .memory(Memory.bytes(1))
                .maxMemory(Memory.kib(1500))
                .build();
        assertThat(DomainWriter.problems(spec))
                .extracting(problem -> problem.path())
                .containsExactly("memory", "maxMemory");
        assertThat(DomainWriter.problems(GuestSpec.named("x").build())).isEmpty();
    }

    @Test
    void slots_go_on_after_the_alphabet() {
        assertThat(List.of(
                        DomainWriter.target(0),
                        DomainWriter.target(25),
                        DomainWriter.target(26),
                        DomainWriter.target(701),
                        DomainWriter.target(702)))
                .containsExactly("vda", "vdz", "vdaa", "vdzz", "vdaaa");
    }

    @Test
    void a_change_leaves_all_that_it_does_not_name() {
        String theirs = """
                <domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
                  <name>theirs</name>
                  <title>kept</title>
                  <metadata><their:own xmlns:their="urn:theirs" a="1"/></metadata>
                  <memory unit="MiB">64</memory>
                  <currentMemory unit="MiB">32</currentMemory>
                  <vcpu placement="static" current="1">4</vcpu>
                  <os><type>hvm</type><smbios mode="sysinfo"/></os>
                  <devices>
                    <disk type="network" device="disk"><source protocol="rbd" name="pool/image"/><target dev="sda" bus="scsi"/><boot order="2"/></disk>
                    <interface type="bridge"><source bridge="br0"/><boot order="1"/></interface>
                    <tpm model="tpm-tis"/>
                  </devices>
                  <qemu:commandline><qemu:arg value="-x"/></qemu:commandline>
                </domain>""";
        Xml domain = Xml.parse(theirs);
        assertThat(BootOrder.read(domain)).containsExactly(BootDevice.NETWORK, BootDevice.DISK);
        GuestChange change = GuestChange.set()
                .vcpus(2)
                .memory(Memory.mib(48))
                .bootOrder(List.of(BootDevice.DISK))
                .description("<new>");
        String changed = new Reconfiguration(change).applyTo(domain).write();
        assertThat(changed)
                .contains("<title>kept</title>")
                .contains("<their:own xmlns:their=\"urn:theirs\" a=\"1\"/>")
                .contains("<smbios mode=\"sysinfo\"/>")
                .contains("protocol=\"rbd\"", "tpm-tis", "br0")
                .contains("<qemu:arg value=\"-x\"/>");
        DomainReader read = new DomainReader(Xml.parse(changed));
        assertThat(read.vcpus()).isEqualTo(2);
        assertThat(read.maxVcpus()).as("room to grow stays").isEqualTo(4);
        assertThat(read.maxMemory()).isEqualTo(Memory.mib(64));
        assertThat(read.xml().text("currentMemory")).contains(Long.toString(48 * 1024));
        assertThat(BootOrder.read(read.xml())).containsExactly(BootDevice.DISK);
        assertThat(changed).as("libvirt takes one of the two ways to order").doesNotContain("<boot order");
        assertThat(read.description()).isEqualTo("<new>");
    }

    @Test
    void a_guest_without_room_to_grow_gets_none_by_a_change() {
        Xml domain = Xml.parse("<domain><memory unit='MiB'>64</memory><vcpu>2</vcpu></domain>");
        DomainReader read = new DomainReader(
                new Reconfiguration(GuestChange.set().vcpus(1).memory(Memory.mib(32))).applyTo(domain));
        assertThat(read.maxVcpus()).isEqualTo(1);
        assertThat(read.maxMemory()).isEqualTo(Memory.mib(32));
    }

    @Test
    void what_waits_is_what_the_next_start_would_change() {
        DomainReader live =
                written(GuestSpec.named("x").vcpus(2).memory(Memory.mib(64)).build());
        assertThat(PendingChanges.between(live, live, true)).isEmpty();
        for (Map.Entry<GuestField, GuestChange> each : Map.of(
                        GuestField.VCPUS, GuestChange.set().vcpus(1),
                        GuestField.MEMORY, GuestChange.set().memory(Memory.mib(128)),
                        GuestField.BOOT_ORDER, GuestChange.set().bootOrder(List.of(BootDevice.NETWORK)))
                .entrySet()) {
            Xml stored = live.xml().copy();
            DomainReader next = new DomainReader(new Reconfiguration(each.getValue()).applyTo(stored));
            assertThat(PendingChanges.between(live, next, true)).containsExactly(each.getKey());
        }
        Xml fewer = live.xml().copy();
        fewer.all("devices/disk").get(1).remove();
        assertThat(PendingChanges.between(live, new DomainReader(fewer), true)).containsExactly(GuestField.DISKS);
        Xml ejected = live.xml().copy();
        ejected.all("devices/disk").get(2).removeAll("source");
        assertThat(PendingChanges.between(live, new DomainReader(ejected), true))
                .isEmpty();
    }

    @Test
    void a_copy_shares_no_identity() {
        DomainReader source = written(GuestSpec.named("x")
                .nic(NicSpec.on("lan").withMac(MacAddress.of("52:54:00:00:00:01")))
                .build());
        CreationKey key = CreationKey.fresh();
        String copy = new DomainCopy(source)
                .identity(key, "y", new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART))
                .disks(Map.of(DiskId.of("vda"), new DiskSource("/pool/y.qcow2", false, "qcow2")), Optional.empty())
                .write();
        assertThat(copy).doesNotContain(KEY.toString()).doesNotContain("52:54:00:00:00:01");
        DomainReader read = new DomainReader(Xml.parse(copy));
        assertThat(read.disks(path -> Optional.empty()))
                .extracting(disk -> disk.id() + " " + disk.source())
                .containsExactly("vda /pool/y.qcow2", "vdb " + IMAGE.path(), "hda /pool/boot.iso");
        assertThat(read.mark().orElseThrow().key()).contains(key);
    }

    @Test
    void a_domain_without_a_balloon_has_all_of_its_memory() {
        DomainReader read = new DomainReader(Xml.parse("<domain><memory unit='MiB'>64</memory>"
                + "<currentMemory unit='MiB'>32</currentMemory><vcpu>1</vcpu>"
                + "<devices><memballoon model='none'/></devices></domain>"));
        assertThat(read.memory()).isEqualTo(Memory.mib(64));
    }
}
