package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names as identities. A datastore's or network's name is unique in its datacenter only: where two of one name are seen, each is
 * told apart by its datacenter, and if need be by its reference.
 */
final class UniqueNames {
    private UniqueNames() {}

    /** An identity for each object of those types among the rows, ordered by it. */
    static Map<ManagedObjectReference, String> of(List<PropertyRow> rows, Set<String> types) {
        Map<ManagedObjectReference, String> plain = new LinkedHashMap<>();
        for (PropertyRow row : rows) {
            if (types.contains(row.object().getType())) {
                row.value("name", String.class)
                        .map(VsphereNames::decode)
                        .filter(name -> !name.isBlank())
                        .ifPresent(name -> plain.put(row.object(), name));
            }
        }
        Map<ManagedObjectReference, String> datacenters = datacenters(rows);
        Map<ManagedObjectReference, String> apart =
                told(plain, object -> datacenters.getOrDefault(object, object.getVal()));
        return sorted(told(apart, ManagedObjectReference::getVal));
    }

    private static Map<ManagedObjectReference, String> datacenters(List<PropertyRow> rows) {
        Map<ManagedObjectReference, String> names = new HashMap<>();
        for (PropertyRow row : rows) {
            if (row.object().getType().equals("Datacenter")) {
                String name = VsphereNames.decode(
                        row.value("name", String.class).orElse(row.object().getVal()));
                Rows.list(row, "datastore", ManagedObjectReference.class).forEach(each -> names.put(each, name));
                Rows.list(row, "network", ManagedObjectReference.class).forEach(each -> names.put(each, name));
            }
        }
        return names;
    }

    private static Map<ManagedObjectReference, String> told(
            Map<ManagedObjectReference, String> names, Function<ManagedObjectReference, String> qualifier) {
        Map<String, Long> counts =
                names.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Map<ManagedObjectReference, String> told = new LinkedHashMap<>();
        names.forEach((object, name) ->
                told.put(object, counts.getOrDefault(name, 0L) > 1 ? name + "@" + qualifier.apply(object) : name));
        return told;
    }

    private static Map<ManagedObjectReference, String> sorted(Map<ManagedObjectReference, String> names) {
        Map<ManagedObjectReference, String> sorted = new LinkedHashMap<>();
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
