package io.polyvisor.vsphere;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodFault;
import io.polyvisor.error.Fault;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a reading was not told, and why. A property that the server does not have at all is no gap, and neither is an object that
 * went meanwhile; whatever else is missing is unknown and makes a reading incomplete.
 */
final class Unread {
    private Unread() {}

    /** The rows less those of objects that went while they were read. */
    static List<PropertyRow> present(List<PropertyRow> rows) {
        return rows.stream()
                .filter(row -> row.missing().values().stream().noneMatch(ManagedObjectNotFound.class::isInstance))
                .toList();
    }

    /** What is missing in words: a line for each sort, however many objects lack it. */
    static List<String> gaps(List<PropertyRow> rows) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        for (PropertyRow row : rows) {
            row.missing().forEach((path, fault) -> {
                if (isGap(fault)) {
                    String sort = path + " of " + row.object().getType() + " (" + reason(fault) + ")";
                    counts.merge(sort, 1, Integer::sum);
                    examples.putIfAbsent(sort, row.object().getVal());
                }
            });
        }
        return counts.entrySet().stream()
                .map(sort -> "not told: " + sort.getKey() + " for " + sort.getValue()
                        + (sort.getValue() == 1 ? " object, " : " objects, such as ") + examples.get(sort.getKey()))
                .toList();
    }

    /** Refuses to make a view of an object of which something was not told. */
    static void requireWhole(PropertyRow row, String about) {
        Optional<Map.Entry<String, MethodFault>> gap = row.missing().entrySet().stream()
                .filter(missing -> isGap(missing.getValue()))
                .findFirst();
        if (gap.isPresent()) {
            throw DriverException.refused(
                    new Fault.Denied("reading " + gap.get().getKey() + " of " + about + " ("
                            + reason(gap.get().getValue()) + "); it takes the privilege System.Read on it"));
        }
    }

    private static boolean isGap(MethodFault fault) {
        return !(fault instanceof InvalidProperty) && !(fault instanceof ManagedObjectNotFound);
    }

    private static String reason(MethodFault fault) {
        return fault.getClass().getSimpleName();
    }
}
