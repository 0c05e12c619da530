package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptSiteTest {
    private static final VolumeId LINUX = VolumeId.of("nfs", "linux");

    @TempDir
    Path directory;

    private Path file;
    private Bench bench;

    @BeforeEach
    void open_site() {
        file = directory.resolve("site state.txt");
        bench = new Bench(at("one"));
    }

    private String at(String site) {
        return at(site, file);
    }

    private static String at(String site, Path file) {
        return "memory:///" + site + "?preset=inhouse&kept=" + file.toString().replace(" ", "%20");
    }

    private Inventory all(Driver driver) {
        return driver.inventory(EnumSet.allOf(InventoryField.class), bench.call());
    }

    /** A connection with the same clock, after the file was closed and read back. */
    private Driver reopened(Driver before) {
        before.close();
        return bench.open(at("one"));
    }

    private String written() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GuestId guest(String name) {
        return bench.create(GuestSpec.named(name)
                .disk(DiskSpec.copyOf(LINUX))
                .seed(SeedSpec.hostName(name)
                        .withAuthorizedKeys(List.of("ssh-ed25519 AAAA one two"))
                        .withUserData("#cloud-config\nx: 100 %\n"))
                .nic(NicSpec.on("servers"))
                .description("two lines,\nwith = and %20 and ünïcode")
                .tag("service", "w w w"));
    }

    private void everythingHappens() {
        GuestId web = guest("web");
        GuestId db = guest("db");
        GuestId off = guest("off");
        bench.driver.start(web, bench.call());
        bench.driver.start(db, bench.call());
        bench.time.advance(Duration.ofSeconds(5));
        bench.shell(web, "echo in memory > /tmp/x; echo on disk > /etc/x");
        bench.the(Autostarting.class).autostart(web, true, bench.call());
        bench.driver.reconfigure(web, GuestChange.set().vcpus(3).when(GuestChange.Timing.NEXT_START), bench.call());
        bench.the(Snapshots.class)
                .take(
                        web,
                        new Snapshots.Order(
                                CreationKey.fresh(), "before", "the upgrade", SnapshotContent.DISKS_AND_MEMORY),
                        bench.call());
        bench.the(Suspending.class).suspend(db, bench.call());
        bench.the(Templates.class).make(off, CreationKey.fresh(), GuestName.of("golden"), bench.call());
    }

    @Test
    void all_that_can_be_seen_is_there_again() {
        everythingHappens();
        GuestId web = bench.named("web");
        Inventory before = bench.all();
        Object snapshots = bench.the(Snapshots.class).snapshots(web, bench.call());
        String text = written();
        Driver again = reopened(bench.driver);
        assertThat(all(again)).isEqualTo(before);
        assertThat(again.facet(Snapshots.class).orElseThrow().snapshots(web, bench.call()))
                .isEqualTo(snapshots);
        again.ping(bench.call());
        assertThat(written()).as("nothing changed, so nothing was written").isEqualTo(text);
    }

    @Test
    void running_and_suspended_guests_go_on_where_they_were() {
        everythingHappens();
        bench.driver.close();
        Bench later = bench.joinedBy(at("one"));
        GuestId web = later.named("web");
        assertThat(later.shell(web, "cat /tmp/x; cat /etc/x; hostname")).isEqualTo("in memory\non disk\nweb");
        later.shell(web, "rm /tmp/x");
        later.the(Snapshots.class)
                .revert(
                        web,
                        later.the(Snapshots.class)
                                .snapshots(web, later.call())
                                .get(0)
                                .id(),
                        later.call());
        assertThat(later.shell(web, "cat /tmp/x")).isEqualTo("in memory");
        GuestId db = later.named("db");
        assertThat(later.power(db)).isEqualTo(PowerState.SUSPENDED);
        later.the(Suspending.class).wake(db, later.call());
        assertThat(later.shell(db, "hostname")).isEqualTo("db");
    }

    @Test
    void guest_that_was_booting_has_booted_when_the_next_one_looks() {
        GuestId web = guest("web");
        bench.driver.start(web, bench.call());
        bench.driver.close();
        bench.time.advance(Duration.ofHours(1));
        Bench later = bench.joinedBy(at("one"));
        assertThat(later.shell(web, "hostname")).isEqualTo("web");
    }

    @Test
    void numbers_are_never_given_twice() {
        GuestId first = guest("first");
        bench.driver.delete(first, bench.call());
        Driver again = reopened(bench.driver);
        GuestSpec spec = GuestSpec.named("second").build();
        CreationKey key = CreationKey.fresh();
        Mark mark = new Mark(Optional.of(key), spec.tags(), spec.protection());
        assertThat(again.create(new CreateOrder(key, spec, mark), bench.call())).isNotEqualTo(first);
        assertThat(again.find(key, bench.call())).isPresent();
    }

    @Test
    void sites_of_one_file_see_each_other_and_a_guest_that_moves_is_on_one_of_them() {
        GuestId web = guest("web");
        bench.driver.start(web, bench.call());
        Driver two = bench.open(at("two"));
        HostId there = all(two).hosts().get(0).id();
        bench.the(Migrating.class)
                .migrate(web, new Migrating.Order(there, Optional.of(two), true, false), bench.call());
        two.close();
        Driver one = reopened(bench.driver);
        two = bench.open(at("two"));
        assertThat(one.observe(web, bench.call())).isEmpty();
        assertThat(two.observe(web, bench.call())).isPresent();
    }

    @Test
    void work_that_its_process_did_not_finish_leaves_nothing_behind() throws IOException {
        Path midway = directory.resolve("midway");
        InputStream bytes = new FilterInputStream(new ByteArrayInputStream(new byte[200_000])) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                Files.deleteIfExists(midway);
                Files.copy(file, midway);
                return count;
            }
        };
        VolumeSpec spec = new VolumeSpec(VolumeId.of("nfs", "upload"), Memory.mib(1), Provisioning.THIN);
        bench.the(Volumes.class).importFrom(CreationKey.fresh(), spec, bytes, bench.call());
        assertThat(written()).contains("upload");
        assertThat(Files.readString(midway)).doesNotContain("upload");
        assertThat(all(bench.open(at("one", midway))).volumes()).hasSize(3);
    }

    @Test
    void hosts_that_the_address_calls_fallen_fall_and_come_back() {
        GuestId web = guest("web");
        bench.driver.start(web, bench.call());
        bench.the(Autostarting.class).autostart(web, true, bench.call());
        bench.driver.close();
        assertThat(all(bench.open(at("one") + "&fallen=host1")).hosts())
                .extracting(HostView::state)
                .containsExactly(HostView.State.UNREACHABLE);
        Driver back = bench.open(at("one") + "&fallen=");
        assertThat(all(back).hosts()).extracting(HostView::state).containsExactly(HostView.State.ONLINE);
        assertThat(back.observe(web, bench.call()).orElseThrow().power().state())
                .isEqualTo(PowerState.RUNNING);
        assertThat(Bench.refusal(() -> bench.open(at("one") + "&fallen=host7")).kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
    }

    @Test
    void hand_from_outside_reaches_a_kept_site_that_nobody_has_open() {
        HostId host = bench.all().hosts().get(0).id();
        bench.driver.close();
        MemorySite.at(at("one"), bench.time).fell(host);
        assertThat(written()).contains("fell=yes");
    }

    @Test
    void connection_with_another_clock_is_refused_while_the_file_is_open() {
        assertThat(Bench.refusal(() -> new Bench(at("one"))).kind()).isEqualTo(ErrorKind.BUSY);
        bench.driver.close();
        new Bench(at("one")).driver.close();
    }

    @Test
    void address_that_cannot_be_kept_is_refused_with_the_reason() throws IOException {
        Path text = Files.writeString(directory.resolve("notes"), "hello\n");
        Path newer = Files.writeString(directory.resolve("newer"), "polyvisor-memory-world 7\nend\n");
        Path piece = Files.writeString(directory.resolve("piece"), written().replaceAll("\n[^\n]*\n$", "\n"));
        Path odd = Files.writeString(directory.resolve("odd"), written().replace("cpus=8", "cpus=eight"));
        refused(at("one") + "&private", "private");
        refused(at("one", directory), "names no file");
        refused(at("one", directory.resolve("none").resolve("x")), "make it first");
        refused(at("one", text), "line 1");
        refused(at("one", newer), "has version 7");
        refused(at("one", piece), "a piece of it is missing");
        refused(at("one", odd), "cpus=eight");
        refused(at("one") + "&world=w", "keeps a world without a name");
        refused(at("one").replace("inhouse", "demo"), "of preset inhouse");
        assertThat(Files.readString(newer)).as("left as it is").startsWith("polyvisor-memory-world 7");
    }

    private void refused(String address, String why) {
        DriverException e = catchThrowableOfType(DriverException.class, () -> bench.open(address));
        assertThat(e).as(address).isNotNull();
        assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC);
        assertThat(e.fault().message()).contains(why);
    }

    @Test
    void full_disk_is_told_by_each_call_until_there_is_room() throws IOException {
        GuestId web = guest("web");
        Path inTheWay = Files.createDirectory(directory.resolve(file.getFileName() + ".new"));
        DriverException e = catchThrowableOfType(DriverException.class, () -> bench.driver.start(web, bench.call()));
        assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(e.fault().message()).contains("could not be kept");
        assertThat(catchThrowableOfType(DriverException.class, () -> bench.driver.ping(bench.call())))
                .isNotNull();
        Files.delete(inTheWay);
        bench.driver.ping(bench.call());
        assertThat(written()).contains("power=RUNNING");
    }

    @Test
    void file_is_for_its_owner_only() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void connection_that_could_not_be_opened_holds_nothing() {
        bench.driver.close();
        Bench.refusal(() -> bench.open(at("one").replace("inhouse", "demo")));
        new Bench(at("one")).driver.close();
    }
}
