package io.polyvisor.vsphere;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import io.polyvisor.error.Fault;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a reading was not told, and why. A property that the server does not have at all is no gap, and neither is an object that
 * went meanwhile; whatever else is missing is unknown and makes a reading incomplete.
 */
final class Unread {
    private static final Set<String> UNKNOWN_IS_A_VALUE = Set.of("runtime.powerState", "runtime.connectionState");

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

    /** Refuses to make a view of an object of which something was not told, unless the view has a word for that. */
    static void requireWhole(PropertyRow row, String about) {
        row.missing().forEach((path, why) -> {
            boolean hasWord = why instanceof UnknownFault && UNKNOWN_IS_A_VALUE.contains(path);
            if (isGap(why) && !hasWord) {
                throw DriverException.refused(fault(path, about, why));
            }
        });
    }

    private static Fault fault(String path, String about, MethodFault why) {
        String what = "reading " + path + " of " + about + " (" + reason(why) + ")";
        return why instanceof NoPermission
                ? new Fault.Denied(what + "; it takes the privilege System.Read on it")
                : new Fault.BackendFault("no answer to " + what);
    }

    private static boolean isGap(MethodFault fault) {
        return !(fault instanceof InvalidProperty) && !(fault instanceof ManagedObjectNotFound);
    }

    private static String reason(MethodFault fault) {
        return fault.getClass().getSimpleName();
    }
}
