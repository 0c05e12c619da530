package io.polyvisor.apply.file;

import io.polyvisor.placement.site.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads {@code groups}. Stateless. */
final class GroupSections {
    private GroupSections() {}

    /** The key {@code groups}; {@code guest} refuses names that nobody has. */
    static List<Group> of(Section root, Function<String, String> guest) {
        List<Group> groups = new ArrayList<>();
        Map<String, String> together = new HashMap<>();
        for (Section section : root.sections("groups")) {
            group(section, guest).ifPresent(group -> {
                check(section, group, groups, together);
                groups.add(group);
            });
        }
        return groups;
    }

    private static Optional<Group> group(Section section, Function<String, String> guest) {
        List<String> apart = section.values("apart", guest);
        List<String> together = section.values("together", guest);
        Optional<String> name = section.text("name");
        return section.made(() -> {
            String called = section.need("name", name);
            if (section.has("apart") == section.has("together")) {
                throw new IllegalArgumentException("give either apart: [GUEST, ...] or together: [GUEST, ...]");
            }
            List<String> guests = apart.isEmpty() ? together : apart;
            Set<String> distinct = new LinkedHashSet<>(guests);
            if (distinct.size() < guests.size()) {
                throw new IllegalArgumentException("names a guest twice");
            }
            if (distinct.size() < 2) {
                throw new IllegalArgumentException("binds two guests or more; write their names in one list");
            }
            return new Group(called, section.has("apart") ? Group.Kind.APART : Group.Kind.TOGETHER, distinct);
        });
    }

    private static void check(Section section, Group group, List<Group> before, Map<String, String> together) {
        for (Group other : before) {
            if (other.name().equals(group.name())) {
                section.fault("name", "two groups are called " + group.name() + "; give each its own name");
            }
            Set<String> common = new TreeSet<>(group.guests());
            common.retainAll(other.guests());
            if (other.kind() != group.kind() && common.size() > 1) {
                section.fault("contradicts group " + other.name() + ": guests " + String.join(", ", common)
                        + " cannot be both apart and together");
            }
        }
        if (group.kind() == Group.Kind.TOGETHER) {
            for (String guest : group.guests()) {
                String other = together.put(guest, group.name());
                if (other != null) {
                    section.fault(
                            "together",
                            "guest " + guest + " is in group " + other
                                    + " already; a guest is in one such group at most: make one group of both");
                }
            }
        }
    }
}
