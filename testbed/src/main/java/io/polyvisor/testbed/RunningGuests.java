package io.polyvisor.testbed;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place where guests can run, as somebody sees it who shares nothing with Polyvisor.
 *
 * <p>A guest <em>runs</em> there while its processors may execute: then it can write to its disks and answer on its addresses, and a
 * second one that does the same is the harm that nothing may do. So these count as running: libvirt's running, blocked, in shutdown and
 * dying, and vSphere's poweredOn. These do not: shut off, paused and crashed, whose processors stand. During a live migration the
 * source is running and the target paused (it waits for the memory), then for a moment both are paused, then the target is running; the
 * source is gone last.
 *
 * <p>Where a daemon does not answer, every QEMU process of its host counts, whatever it does: nobody can tell any more that its
 * processors stand.
 */
public interface RunningGuests {

    /** The place's name. */
    String place();

    /** The names of the guests that run there now. */
    Set<String> names();

    /** What virsh says of a private host, and what the kernel says where virsh cannot. */
    static RunningGuests on(LibvirtHost host) {
        return new OfHost(host);
    }

    /** What raw SOAP says of a simulated vCenter. */
    static RunningGuests on(Vcsim vcsim) {
        VcsimOutsider outsider = vcsim.outsider();
        return new RunningGuests() {
            @Override
            public String place() {
                return "vcenter";
            }

            @Override
            public Set<String> names() {
                return outsider.running();
            }
        };
    }

    /** A private host. */
    record OfHost(LibvirtHost host) implements RunningGuests {
        /** {@code  3    web    running}: an id, a name without blanks, a state that may have some. */
        private static final Pattern ROW = Pattern.compile("\\s*(?:\\d+|-)\\s+(\\S+)\\s+(.*\\S)\\s*");

        /** Long enough for a busy machine: a daemon that is only slow must not be taken for a silent one. */
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private static final Set<String> STANDING = Set.of("paused", "crashed", "shut off", "pmsuspended");

        @Override
        public String place() {
            return host.name();
        }

        @Override
        public Set<String> names() {
            try {
                CommandResult list = host.virsh().within(PATIENCE).run("list");
                return list.succeeded() ? running(list.output()) : host.guestsWithProcesses();
            } catch (TestbedFailure silent) {
                return host.guestsWithProcesses();
            }
        }

        static Set<String> running(String table) {
            return table.lines()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .filter(row -> !STANDING.contains(row.group(2)))
                    .map(row -> row.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
