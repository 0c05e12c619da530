package io.polyvisor.cli;

import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Memory;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a guest other processors and memory. */
@Command(
        name = "resize",
        description = "Give a guest other processors or memory: now where possible, else from the next start on.")
final class ResizeCommand extends MutatingCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @Option(names = "--vcpus", paramLabel = "COUNT", description = "Virtual processors.")
    private Optional<Integer> vcpus = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory, such as 2GiB.")
    private Optional<Memory> memory = Optional.empty();

    @ArgGroup
    private When when = new When();

    /** When it shall take effect. */
    static final class When {
        @Option(names = "--now", description = "Now or not at all.")
        private boolean now;

        @Option(names = "--next-start", description = "From the next start on, even where it could be now.")
        private boolean nextStart;
    }

    @Override
    List<Deed> deeds(Session session) {
        if (vcpus.isEmpty() && memory.isEmpty()) {
            throw CommandFailure.usage("nothing to resize; give --vcpus COUNT or --memory SIZE");
        }
        GuestChange change = GuestChange.set();
        change = vcpus.isPresent() ? change.vcpus(vcpus.get()) : change;
        change = memory.isPresent() ? change.memory(memory.get()) : change;
        GuestChange timed = change.when(timing());
        return List.of(onGuest(session, "resize", guest, it -> it.reconfigure(timed)));
    }

    private GuestChange.Timing timing() {
        if (when.now) {
            return GuestChange.Timing.NOW;
        }
        return when.nextStart ? GuestChange.Timing.NEXT_START : GuestChange.Timing.AS_SOON_AS_POSSIBLE;
    }
}
