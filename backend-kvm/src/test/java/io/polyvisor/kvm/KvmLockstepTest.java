package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Endpoint;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.lockstep.Lockstep;
import io.polyvisor.tck.lockstep.LockstepReport;
import io.polyvisor.tck.lockstep.LockstepSubject;
import io.polyvisor.tck.lockstep.Site;
import io.polyvisor.testbed.LibvirtEnvironment;
import io.polyvisor.testbed.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reference model and real QEMU guests walk the same steps. */
@Tag("real")
@Timeout(900)
final class KvmLockstepTest {
    private static final StorageId STORAGE = StorageId.of("default");

    @Test
    void ten_seeds_of_twenty_five_steps_show_no_difference_and_visit_every_supported_cell() throws IOException {
        Assumptions.assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> LibvirtHost.availability().obstacle());
        try (LibvirtEnvironment hosts = LibvirtEnvironment.start()) {
            LockstepReport report = Lockstep.run(
                    LockstepSubject.model().adjusting(Site::withoutSpareMemory),
                    LockstepSubject.of(
                            "real QEMU guests", new KvmProvider(), hosts.host().uri(), KvmLockstepTest::site),
                    Lockstep.seeds(1, 10),
                    25);
            Files.createDirectories(Path.of("target", "tck"));
            Files.writeString(Path.of("target", "tck", "kvm-lockstep.txt"), report.text());
            assertThat(report.agreed()).as(report.text()).isTrue();
            assertThat(report.coverage().orElseThrow().unvisitedSupported())
                    .as(report.text())
                    .isEmpty();
        }
    }

    /** Firmware has no balloon to give memory back with. */
    private static Site site(Endpoint endpoint) {
        return Site.ofFirmwareGuests(
                        STORAGE,
                        NetworkId.of("lan"),
                        DiskSpec.newDisk(Memory.mib(4)).in(STORAGE))
                .withMedium(new VolumeId(STORAGE, "medium.iso"))
                .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(3))
                .withoutSpareMemory();
    }
}
