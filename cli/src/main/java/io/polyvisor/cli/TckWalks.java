package io.polyvisor.cli;

import io.polyvisor.cli.output.Page;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckTarget;
import io.polyvisor.tck.lockstep.Lockstep;
import io.polyvisor.tck.lockstep.LockstepReport;
import io.polyvisor.tck.lockstep.LockstepSubject;
import io.polyvisor.tck.lockstep.Site;
import io.polyvisor.tck.lockstep.Walk;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Random walks beside the reference model, as options. */
final class TckWalks {
    private static final int TRIES_TO_SHRINK = 60;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description =
                    "Also walk at random beside the reference model, beginning with that seed; needs --storage and --network.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--walks", paramLabel = "COUNT", defaultValue = "1", description = "How many walks (default 1).")
    private int walks = 1;

    @Option(names = "--steps", paramLabel = "COUNT", defaultValue = "25", description = "Steps of a walk (default 25).")
    private int steps = 25;

    /** Whether both sides agreed on all walks; true where none was asked for. */
    boolean agree(Session session, TckEnvironment environment, TckSite given) {
        if (seed.isEmpty()) {
            return true;
        }
        TckTarget target = environment.target();
        Site site = site(environment, given);
        LockstepSubject model = LockstepSubject.model().adjusting(Site::withoutSpareMemory);
        LockstepSubject subject = LockstepSubject.of(
                        environment.backend(), target.provider(), target.uri().toString(), any -> site)
                .access(target.access());
        LockstepReport report = Lockstep.run(model, subject, Lockstep.seeds(seed.get(), walks), steps);
        page(session).line(report.text());
        report.firstDiffering().ifPresent(walk -> shrink(session, model, subject, walk));
        return report.agreed();
    }

    private static void shrink(Session session, LockstepSubject model, LockstepSubject subject, Walk walk) {
        page(session).line("looking for the shortest walk to the difference");
        Walk shortest = Lockstep.shrink(model, subject, walk, TRIES_TO_SHRINK);
        page(session).line(shortest.told());
    }

    /** Standard output is the report's alone where a program reads it. */
    private static Page page(Session session) {
        return session.wantsJson() ? session.err() : session.out();
    }

    /** Firmware-only guests: they start in half a second everywhere, and have no balloon to give memory back with. */
    private static Site site(TckEnvironment environment, TckSite given) {
        var storage = given.storage().or(() -> environment.storage().optional());
        var network = given.network().or(() -> environment.network().optional());
        if (storage.isEmpty() || network.isEmpty()) {
            throw CommandFailure.usage("walks need --storage STORAGE and --network NETWORK");
        }
        Site site = Site.ofFirmwareGuests(
                        storage.get(),
                        network.get(),
                        DiskSpec.newDisk(Memory.mib(4)).in(storage.get()))
                .withVolumeKeys(environment::volumeKey)
                .withoutSpareMemory();
        return given.medium()
                .or(() -> environment.medium().optional())
                .map(site::withMedium)
                .orElse(site);
    }
}
