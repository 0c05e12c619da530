package io.polyvisor.placement.check;

import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who shares a host with whom: groups before and afterwards. */
final class Companies {
    private Companies() {}

    /** Groups that are worse off than before. */
    static List<Violation> faults(List<Group> groups, Map<String, HostKey> before, Map<String, HostKey> after) {
        List<Violation> faults = new ArrayList<>();
        for (Group group : groups) {
            if (group.kind() == Group.Kind.APART) {
                faults.addAll(meetings(group, before, after));
            } else if (spread(group, after) > Math.max(1, spread(group, before))) {
                faults.add(Rule.TOGETHER.broken(
                        "group " + group.name() + " is on " + spread(group, after) + " hosts that belongs together"));
            }
        }
        return faults;
    }

    private static List<Violation> meetings(Group group, Map<String, HostKey> before, Map<String, HostKey> after) {
        List<String> guests = group.guests().stream().sorted().toList();
        List<Violation> faults = new ArrayList<>();
        for (String one : guests) {
            for (String other : guests) {
                boolean newly = one.compareTo(other) < 0 && meet(one, other, after) && !meet(one, other, before);
                if (newly) {
                    faults.add(Rule.APART.broken("guests " + one + " and " + other + " of group " + group.name()
                            + " share host " + after.get(one)));
                }
            }
        }
        return faults;
    }

    static boolean meet(String one, String other, Map<String, HostKey> places) {
        HostKey place = places.get(one);
        return place != null && place.equals(places.get(other));
    }

    /** On how many hosts its guests are. */
    static long spread(Group group, Map<String, HostKey> places) {
        return group.guests().stream()
                .map(places::get)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }
}
