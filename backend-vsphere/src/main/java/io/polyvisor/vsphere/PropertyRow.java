package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was read of one object. A property that is neither among the values nor missing is unset there.
 *
 * @param object the object
 * @param values values by property path
 * @param missing why a property could not be read, by path; such a property is unknown, never absent
 */
record PropertyRow(ManagedObjectReference object, Map<String, Object> values, Map<String, MethodFault> missing) {

    /** Copies the maps. */
    PropertyRow {
        Objects.requireNonNull(object, "object");
        values = Map.copyOf(values);
        missing = Map.copyOf(missing);
    }

    /** The value at that path if it was read and has that type. */
    <T> Optional<T> value(String path, Class<T> type) {
        return Optional.ofNullable(values.get(path)).filter(type::isInstance).map(type::cast);
    }
}
