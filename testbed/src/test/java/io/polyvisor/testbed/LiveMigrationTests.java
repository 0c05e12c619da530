package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A guest that counts in its memory wanders between two hosts side by side. */
@RealHosts
@TestInstance(Lifecycle.PER_CLASS)
final class LiveMigrationTests {

    private static final String GUEST = "wanderer";
    private static final Duration BOOT = Duration.ofSeconds(60);

    private LibvirtHost left;
    private LibvirtHost right;

    @BeforeAll
    void boot() {
        left = LibvirtHost.start("left");
        right = LibvirtHost.named("right").beside(left).start();
        Path disk = ReadyGuest.obtain().copyDiskTo(left.images().resolve("wanderer.qcow2"));
        left.virsh().callReading(GuestXml.bootingFrom(disk, GUEST).text(), "define", "/dev/stdin");
        left.virsh().call("start", GUEST);
        GuestAgent agent = GuestAgent.of(left.virsh(), GUEST);
        agent.await(BOOT);
        // Renamed into place: whoever looks in the middle of a write would read nothing.
        agent.run(
                "n=0; echo $n >/run/counter; (while :; do n=$((n+1)); echo $n >/run/counting; mv /run/counting /run/counter; sleep 0.1; done) >/dev/null 2>&1 &");
    }

    @AfterAll
    void close() {
        right.close();
        left.close();
    }

    @Test
    void guest_migrates_there_and_back_while_it_counts() {
        int start = counterOn(left);

        migrate(left, right, "--migrateuri", "tcp://127.0.0.1");
        int middle = counterOn(right);
        assertThat(middle).isGreaterThan(start);
        assertThat(left.virsh().call("list", "--all", "--name")).isEmpty();

        migrate(right, left, "--p2p");
        assertThat(counterOn(left)).isGreaterThan(middle);
        assertThat(right.virsh().call("list", "--all", "--name")).isEmpty();
    }

    @Test
    void hosts_side_by_side_share_their_images_and_keep_their_guests_apart() {
        assertThat(right.images()).isEqualTo(left.images());
        assertThat(right.uuid()).isNotEqualTo(left.uuid());

        right.virsh().callReading(GuestXml.firmwareOnly("local").text(), "define", "/dev/stdin");
        assertThat(left.virsh().call("list", "--all", "--name").lines()).doesNotContain("local");
        right.virsh().call("undefine", "local");
    }

    private static void migrate(LibvirtHost from, LibvirtHost to, String... how) {
        String[] words = new String[7 + how.length];
        String[] always = {"migrate", "--live", "--unsafe", "--persistent", "--undefinesource", GUEST, to.uri()};
        System.arraycopy(always, 0, words, 0, always.length);
        System.arraycopy(how, 0, words, always.length, how.length);
        from.virsh().call(words);
    }

    private static int counterOn(LibvirtHost host) {
        return Integer.parseInt(GuestAgent.of(host.virsh(), GUEST).run("cat /run/counter"));
    }
}
