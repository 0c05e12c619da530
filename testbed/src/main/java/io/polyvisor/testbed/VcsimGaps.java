package io.polyvisor.testbed;

import io.polyvisor.tck.RuleId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the simulator imitates unfaithfully or not at all, and which rules prove nothing on it for that reason: data, for the simulator
 * of the version that Debian 12 packages. Each gap is shown by a test; one that is closed in a later version fails there, and goes.
 */
final class VcsimGaps {

    /** Where a gap is. */
    enum Where {
        VCENTER,
        ESXI,
        BOTH
    }

    /**
     * One gap.
     *
     * @param reason what the simulator does, as it stands in reports
     * @param where on what it does so
     * @param rules whom it keeps from proving anything
     */
    record Gap(String reason, Where where, Set<RuleId> rules) {

        boolean is(boolean onEsxi) {
            return where == Where.BOTH || (where == Where.ESXI) == onEsxi;
        }
    }

    private static final List<Gap> GAPS = List.of(
            both("vcsim's revert makes a snapshot the current one and restores nothing", "PV-SNAP-006", "PV-OWN-011"),
            both("vcsim's revert leaves the power as it is", "PV-SNAP-007"),
            vcenter(
                    "vcsim's clone writes into the devices of its source: both then name the same disk and address",
                    "PV-CLONE-001",
                    "PV-CLONE-002",
                    "PV-CLONE-004"),
            vcenter(
                    "vcsim's relocation writes another host into the guest; nothing is moved, and hosts' lists do not follow",
                    "PV-MIGR-001",
                    "PV-MIGR-002",
                    "PV-MIGR-003"),
            vcenter("vcsim's tasks tell no progress", "PV-MIGR-005"),
            both("vcsim names an autostart manager that is not there", "PV-AUTO-001", "PV-AUTO-002"),
            both("vcsim makes a second guest of a name that is taken, where a vCenter refuses", "PV-LIFE-037"),
            esxi("vcsim's host does not tell its own port groups that were made later", "PV-NIC-009"),
            both(
                    "vcsim tells no capacity of a disk that is in no guest",
                    "PV-VOL-001",
                    "PV-VOL-002",
                    "PV-VOL-003",
                    "PV-VOL-005"),
            both("vcsim has no VirtualDiskManager.ExtendVirtualDisk", "PV-VOL-004"),
            both("vcsim reserves nothing for a thick disk: its files are empty", "PV-VOL-012"),
            both("vcsim adds processors to any running guest, whether or not hot-add is switched on", "PV-CONF-004"),
            both("vcsim reconfigures whatever changeVersion it is given", "PV-CONF-013"));

    private VcsimGaps() {}

    static List<Gap> all() {
        return GAPS;
    }

    /** Why a rule proves nothing on the simulator; empty when it does. */
    static Optional<String> about(RuleId rule, boolean onEsxi) {
        return GAPS.stream()
                .filter(gap -> gap.is(onEsxi) && gap.rules().contains(rule))
                .map(Gap::reason)
                .findFirst();
    }

    private static Gap both(String reason, String... rules) {
        return gap(reason, Where.BOTH, rules);
    }

    private static Gap vcenter(String reason, String... rules) {
        return gap(reason, Where.VCENTER, rules);
    }

    private static Gap esxi(String reason, String... rules) {
        return gap(reason, Where.ESXI, rules);
    }

    private static Gap gap(String reason, Where where, String... rules) {
        return new Gap(reason, where, Stream.of(rules).map(RuleId::parse).collect(Collectors.toUnmodifiableSet()));
    }
}
