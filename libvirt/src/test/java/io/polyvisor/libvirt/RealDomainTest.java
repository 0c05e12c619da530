package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the test driver cannot show: devices, images, host figures, and what a real daemon answers. */
@Tag("real")
final class RealDomainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MEBIBYTE = 1 << 20;

    private static LibvirtHost host;

    private LibvirtConnection connection;
    private PoolHandle pool;
    private VolumeHandle image;
    private DomainHandle guest;

    @BeforeAll
    static void power_on() {
        host = RealHost.start("domains");
        host.definePool("domain-pool", host.images().resolve("domain-pool"));
    }

    @AfterAll
    static void power_off() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void define_a_guest() throws Exception {
        connection = RealHost.connect(host);
        pool = connection.storage().pool("domain-pool");
        image = volume(8 * MEBIBYTE);
        String xml = GuestXml.firmwareOnly("guest")
                .disk(Path.of(image.path()), "vda")
                .vcpus(1, 2)
                .text();
        guest = connection.domains().define(xml, Flags.DEFINE_VALIDATE);
    }

    private VolumeHandle volume(long bytes) {
        return pool.createVolume(RealHost.volume("v-" + UUID.randomUUID() + ".qcow2", bytes, "qcow2"), Flags.NONE);
    }

    @AfterEach
    void undefine_it() {
        if (guest.isActive()) {
            guest.destroy(Flags.NONE);
        }
        guest.undefine(Flags.UNDEFINE_MANAGED_SAVE | Flags.UNDEFINE_SNAPSHOTS_METADATA);
        connection.close();
        assertThat(connection.isAbandoned()).isFalse();
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void host_tells_its_figures() {
        HostCalls calls = connection.host();
        assertThat(calls.hostname()).isEqualTo("domains");
        assertThat(calls.driverType()).isEqualTo("QEMU");
        assertThat(calls.hypervisorVersion()).isGreaterThan(new LibvirtVersion(4, 0, 0));
        assertThat(calls.node().memoryKib() * 1024).isGreaterThan(calls.freeMemory());
        assertThat(calls.memoryStats()).containsKeys("total", "free", "cached");
        assertThat(calls.cpuStats().get("idle")).isPositive();
        Xml capabilities = Xml.parse(calls.capabilities());
        assertThat(capabilities.text("host/uuid")).contains(host.uuid().toString());
        Xml domain = Xml.parse(calls.domainCapabilities(null, "x86_64", "pc", "qemu"));
        assertThat(domain.number("vcpu/@max").orElse(0)).isGreaterThan(1);
        assertThat(calls.maxVcpus("qemu")).isPositive();
        assertThat(connection.isSecure()).isTrue();
    }

    @Test
    void a_disk_is_attached_grown_and_detached_while_the_guest_runs() throws Exception {
        guest.create(Flags.NONE);
        Xml disk = Xml.create("disk").attribute("type", "file").attribute("device", "disk");
        disk.add("driver").attribute("name", "qemu").attribute("type", "qcow2");
        disk.add("source").attribute("file", volume(4 * MEBIBYTE).path());
        disk.add("target").attribute("dev", "vdb").attribute("bus", "virtio");

        try (EventSubscription events = connection.subscribe(EnumSet.of(EventKind.DEVICE_ADDED), 10)) {
            guest.config().attachDevice(disk.write(), Flags.AFFECT_LIVE | Flags.AFFECT_CONFIG);
            assertThat(events.next(PATIENCE)).hasValue(new LibvirtEvent.DeviceAdded(guest.identity(), "virtio-disk1"));
        }
        guest.config().resizeBlock("vdb", 6 * MEBIBYTE);
        assertThat(guest.probes().blockInfo("vdb").capacity()).isEqualTo(6 * MEBIBYTE);
        assertThat(Xml.parse(guest.xml(Flags.XML_INACTIVE)).all("devices/disk")).hasSize(2);
        guest.config().detachDevice(disk.write(), Flags.AFFECT_CONFIG);
        assertThat(Xml.parse(guest.xml(Flags.XML_INACTIVE)).all("devices/disk")).hasSize(1);
    }

    @Test
    void memory_on_disk_keeps_its_definition() {
        guest.create(Flags.NONE);
        guest.saves().save(Flags.SAVE_PAUSED);
        assertThat(guest.state().reasonName()).isEqualTo("saved");
        Xml saved = Xml.parse(guest.saves().xml(Flags.NONE));
        assertThat(saved.text("name")).contains("guest");
        guest.saves().define(saved.write(), Flags.SAVE_RUNNING);
        guest.create(Flags.NONE);
        assertThat(guest.state()).isEqualTo(DomainState.of(1, 3));
        assertThat(guest.state().reasonName()).isEqualTo("restored");
        assertThat(guest.saves().exists()).isFalse();
    }

    @Test
    void a_snapshot_with_memory_is_reverted_to() {
        guest.create(Flags.NONE);
        String xml = "<domainsnapshot><name>t\u00e4g &lt;1&gt;</name></domainsnapshot>";
        try (SnapshotHandle taken = guest.snapshots().create(xml, Flags.NONE)) {
            assertThat(taken.name()).isEqualTo("t\u00e4g <1>");
            assertThat(Xml.parse(taken.xml(Flags.NONE)).text("memory/@snapshot"))
                    .contains("internal");
            guest.destroy(Flags.NONE);
            taken.revert(Flags.REVERT_PAUSED);
            assertThat(guest.state().power()).isEqualTo(DomainState.Power.PAUSED);
            assertThat(guest.state().reasonName()).isEqualTo("from snapshot");
            taken.delete(Flags.NONE);
            assertThat(guest.snapshots().current()).isEmpty();
        }
    }

    @Test
    void metadata_lives_in_the_running_and_the_stored_definition() {
        guest.create(Flags.NONE);
        int both = Flags.AFFECT_LIVE | Flags.AFFECT_CONFIG;
        guest.config().setMetadata("<guest name='\u540d'/>", "pv", "urn:pv", both);
        for (int affect : new int[] {Flags.AFFECT_LIVE, Flags.AFFECT_CONFIG}) {
            Optional<String> stored = guest.config().metadata("urn:pv", affect);
            assertThat(Xml.parse(stored.orElseThrow()).attribute("name")).contains("\u540d");
        }
    }

    @Test
    void bulk_stats_agree_with_single_reads() {
        guest.create(Flags.START_PAUSED);
        Map<String, Long> before = connection.calls().snapshot();
        List<DomainStats> rows = connection
                .domains()
                .stats(Flags.STATS_STATE | Flags.STATS_BALLOON | Flags.STATS_VCPU | Flags.STATS_BLOCK, Flags.NONE);
        assertThat(connection.calls().since(before)).isEqualTo(Map.of("virConnectGetAllDomainStats", 1L));
        TypedParameters values = rows.get(0).values();
        assertThat(guest.probes().stats(Flags.STATS_STATE | Flags.STATS_VCPU).asMap())
                .containsEntry("state.state", 3)
                .containsKey("vcpu.current");
        assertThat(rows.get(0).domain()).isEqualTo(guest.identity());
        assertThat(values.number("state.state")).hasValue(3);
        assertThat(values.number("balloon.maximum")).hasValue(32 * 1024);
        assertThat(values.number("vcpu.current")).hasValue(1);
        assertThat(values.number("vcpu.maximum")).hasValue(2);
        assertThat(values.text("block.0.name")).contains("vda");
        assertThat(values.number("block.0.capacity"))
                .hasValue(guest.probes().blockInfo("vda").capacity());
    }

    @Test
    void refusals_carry_the_daemons_numbers() {
        guest.create(Flags.NONE);
        assertFault("VIR_ERR_OPERATION_INVALID", () -> guest.create(Flags.NONE));
        assertFault("VIR_ERR_OPERATION_INVALID", guest::resume);
        assertFault("VIR_ERR_OPERATION_INVALID", () -> guest.rename("other"));
        assertFault("VIR_ERR_INVALID_ARG", () -> guest.config().setMemory(1L << 30, Flags.AFFECT_LIVE));
        assertFault("VIR_ERR_XML_DETAIL", () -> connection.domains().define("<domain", Flags.NONE));
        assertFault("VIR_ERR_NO_STORAGE_POOL", () -> connection.storage().pool("none"));
        assertFault("VIR_ERR_NO_NETWORK", () -> connection.networks().lookupByName("none"));
        assertFault("VIR_ERR_STORAGE_VOL_EXIST", () -> pool.createVolume(image.xml(), Flags.NONE));
        assertFault("VIR_ERR_NO_DOMAIN_SNAPSHOT", () -> guest.snapshots().lookup("none"));
    }

    private static void assertFault(String name, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LibvirtFault.class,
                        fault -> assertThat(fault.codeName()).isEqualTo(name));
    }
}
