package io.polyvisor.vsphere;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Lists among a row's values. */
final class Rows {
    private Rows() {}

    /** The list at that path; empty when it is unset, or of another type. */
    static <T> List<T> list(PropertyRow row, String path, Class<T> type) {
        Object value = row.values().get(path);
        if (!(value instanceof Object[] array)) {
            return List.of();
        }
        return Arrays.stream(array)
                .filter(Objects::nonNull)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** An array that a server may have left out, as a list. */
    static <T> List<T> list(T @org.jspecify.annotations.Nullable [] array) {
        return array == null
                ? List.of()
                : Arrays.stream(array).filter(Objects::nonNull).toList();
    }
}
