package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which guests must share a host: groups with a guest in common are one. */
final class Companions {
    private final Map<String, Integer> groupOf = new HashMap<>();

    Companions(List<Group> groups) {
        for (int number = 0; number < groups.size(); number++) {
            if (groups.get(number).kind() == Group.Kind.TOGETHER) {
                join(groups.get(number), number);
            }
        }
    }

    private void join(Group group, int number) {
        for (String guest : group.guests()) {
            Integer other = groupOf.get(guest);
            if (other != null && other != number) {
                groupOf.replaceAll((any, each) -> each.equals(other) ? number : each);
            }
            groupOf.put(guest, number);
        }
    }

    /** A number for each guest that must share a host with others; the same for all of these. */
    Map<String, Integer> groups() {
        return groupOf;
    }
}
