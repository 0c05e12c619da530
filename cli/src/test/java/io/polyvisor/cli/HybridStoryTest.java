package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.testbed.DoubleRunWatch;
import io.polyvisor.testbed.HybridTestbed;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.RunningGuests;
import io.polyvisor.testbed.SerialConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From twelve services to running guests on a simulated vCenter and on two libvirt hosts with QEMU, through an evacuation and the loss
 * of a host, by the command line; the applier is killed again and again. What runs where is told by others: virsh, the kernel, raw SOAP,
 * the guests' own consoles.
 */
@Tag("real")
@Timeout(300)
final class HybridStoryTest {
    private static final Duration BOOT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private HybridTestbed bed;
    private HybridSiteFiles site;
    private DoubleRunWatch watch;

    @Test
    void services_run_where_the_policy_says_and_never_twice_whatever_happens() throws Exception {
        Assumptions.assumeTrue(
                HybridTestbed.availability().isAvailable(),
                () -> HybridTestbed.availability().obstacle());
        try (HybridTestbed started = HybridTestbed.start();
                DoubleRunWatch watching = started.watch()) {
            bed = started;
            watch = watching;
            site = HybridSiteFiles.write(folder, bed);
            servicesAreMadeWhereThePolicySays();
            hostIsEvacuatedAndItsGuestsGoOn();
            lostHostIsNotTakenForDeadWithoutEvidence();
            fencedHostsGuestsAreRestartedAsFarAsTheyFit();
            returningHostLosesItsStaleCopies();
            assertThat(watch.doubles()).isEmpty();
            assertThat(watch.troubles()).as("every look was possible").isEmpty();
            assertThat(watch.rounds()).isGreaterThan(20);
            assertThat(watch.guests()).containsExactlyInAnyOrderElementsOf(all());
        }
    }

    private void servicesAreMadeWhereThePolicySays() throws IOException, InterruptedException {
        Run place = done(site.polyvisor("place", "services.yaml", "--plan", "place.json"));
        assertThat(place.out())
                .containsPattern("portal +1 +512 MiB +protected +central/DC0_C0_H\\d +central +365 ")
                .containsPattern("web +1 +160 MiB +restart-if-possible +kvm\\d +in-house +150 ")
                .contains("rule \"protected guests go to the central service\"")
                .contains("cost of a year: 0 -> 2660 GBP", "optimal: proved that nothing better exists");
        assertThat(done(site.polyvisor("why", "web", "--services", "services.yaml"))
                        .out())
                .contains("because 150 GBP a year on kvm")
                .containsPattern("central/DC0_C0_H0 +class +\\+215 ")
                .contains("wants class in-house, this is central");
        assertThat(bed.central().outsider().guests())
                .as("place changes nothing")
                .isEmpty();

        site.killedApplying(8, "place.json", "--for-real");
        site.killedApplying(31, "place.json", "--resume");
        done(site.polyvisor("apply", "place.json", "--resume"));

        assertThat(bed.central().outsider().running()).isEqualTo(HybridSiteFiles.PROTECTED);
        assertThat(bed.central().outsider().guests().values())
                .containsExactlyInAnyOrderElementsOf(HybridSiteFiles.PROTECTED);
        assertThat(defined(bed.one(), bed.two())).containsExactlyInAnyOrderElementsOf(inHouse());
        assertThat(runningOn(bed.one(), bed.two())).containsExactlyInAnyOrderElementsOf(inHouse());
        for (String guest : HybridSiteFiles.LINUX) {
            assertThat(inside(hostOf(guest), guest, "hostname")).isEqualTo(guest);
        }
    }

    private void hostIsEvacuatedAndItsGuestsGoOn() throws IOException, InterruptedException {
        String counting = HybridSiteFiles.LINUX.stream()
                .filter(guest -> hostOf(guest) == bed.one())
                .findFirst()
                .orElseThrow();
        inside(
                bed.one(),
                counting,
                "i=0; while :; do i=$((i+1)); echo $i > /tmp/c; mv /tmp/c /tmp/count; sleep 0.1; done & sleep 0.5");
        long before = Long.parseLong(inside(bed.one(), counting, "cat /tmp/count"));

        done(site.polyvisor("evacuate", "kvm1", "--plan", "evacuate.json"));
        site.killedApplying(2, "evacuate.json", "--for-real");
        done(site.polyvisor("apply", "evacuate.json", "--resume"));

        assertThat(defined(bed.one())).isEmpty();
        assertThat(defined(bed.two())).containsExactlyInAnyOrderElementsOf(inHouse());
        assertThat(runningOn(bed.two())).containsExactlyInAnyOrderElementsOf(inHouse());
        assertThat(Long.parseLong(inside(bed.two(), counting, "cat /tmp/count")))
                .isGreaterThan(before);
        assertThat(watch.wayOf(counting)).containsExactly("kvm1", "kvm2");
    }

    private void lostHostIsNotTakenForDeadWithoutEvidence() {
        bed.two().kill9();
        assertThat(RunningGuests.on(bed.two()).names())
                .as("its guests live on, unseen by libvirt")
                .isEqualTo(inHouse());

        Run refused = site.polyvisorUnfenced("failover", "kvm2", "--apply", "--for-real");

        assertThat(refused.code()).as(refused.out() + refused.err()).isNotZero();
        assertThat(refused.out() + refused.err()).containsIgnoringCase("fence").contains("--i-powered-off");
        assertThat(defined(bed.one())).isEmpty();
    }

    private void fencedHostsGuestsAreRestartedAsFarAsTheyFit() throws IOException, InterruptedException {
        Run failover = site.polyvisor("failover", "kvm2", "--plan", "failover.json");
        assertThat(failover.code()).as("not all fit").isEqualTo(ExitCode.PARTIAL.number());
        assertThat(failover.out()).contains("guests not restarted: 1 (no answer has less)");
        site.killedApplying(4, "failover.json", "--for-real");
        assertThat(RunningGuests.on(bed.two()).names()).as("fenced").isEmpty();
        Run resumed = done(site.polyvisor("apply", "failover.json", "--resume"));

        List<String> restarted = runningOn(bed.one());
        assertThat(restarted).as(failover.out() + resumed.out()).hasSize(5).isSubsetOf(HybridSiteFiles.IF_POSSIBLE);
        Set<String> left = new HashSet<>(HybridSiteFiles.IF_POSSIBLE);
        restarted.forEach(left::remove);
        assertThat(failover.out()).contains("no place for " + String.join(", ", left));
        for (String guest : HybridSiteFiles.LINUX) {
            if (restarted.contains(guest)) {
                assertThat(inside(bed.one(), guest, "hostname")).isEqualTo(guest);
            }
        }
        assertThat(restarted).containsAnyElementsOf(HybridSiteFiles.LINUX);
    }

    private void returningHostLosesItsStaleCopies() {
        bed.two().regainPower();
        assertThat(runningOn(bed.two())).isEmpty();
        assertThat(defined(bed.two())).as("what it knew before").containsExactlyInAnyOrderElementsOf(inHouse());

        done(site.polyvisor("rejoin", "kvm2", "--apply", "--for-real"));

        assertThat(defined(bed.one(), bed.two())).containsExactlyInAnyOrderElementsOf(inHouse());
        assertThat(defined(bed.two())).hasSize(3).containsAll(HybridSiteFiles.NEVER);
        assertThat(runningOn(bed.one())).hasSize(5);
        for (String guest : runningOn(bed.one())) {
            assertThat(done(site.polyvisor("history", guest)).out()).contains("kvm2 is lost");
        }
    }

    private static Run done(Run run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }

    private static Set<String> inHouse() {
        Set<String> all = new HashSet<>(HybridSiteFiles.IF_POSSIBLE);
        all.addAll(HybridSiteFiles.NEVER);
        return all;
    }

    private static Set<String> all() {
        Set<String> all = inHouse();
        all.addAll(HybridSiteFiles.PROTECTED);
        return all;
    }

    private static List<String> defined(LibvirtHost... hosts) {
        return virsh(hosts, "list", "--all", "--name");
    }

    private static List<String> runningOn(LibvirtHost... hosts) {
        return virsh(hosts, "list", "--state-running", "--name");
    }

    private static List<String> virsh(LibvirtHost[] hosts, String... words) {
        return Arrays.stream(hosts)
                .flatMap(host -> host.virsh().call(words).lines())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private LibvirtHost hostOf(String guest) {
        return Stream.of(bed.one(), bed.two())
                .filter(host -> runningOn(host).contains(guest))
                .findFirst()
                .orElseThrow();
    }

    /** What a command says inside the guest, at its own serial console; waits until the guest has booted. */
    private static String inside(LibvirtHost host, String guest, String command) {
        try (SerialConsole console = SerialConsole.of(host, guest)) {
            console.sendLine("");
            console.expect(guest, BOOT);
            console.logIn();
            return console.run(command);
        }
    }
}
