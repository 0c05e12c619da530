package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what a property collector visits and what it reads there. Steps know each other by name, so that folders in folders are
 * visited whatever their depth.
 */
final class Visits {
    private Visits() {}

    /** From an object of that type along that property, and on from there along the steps named. */
    static TraversalSpec step(String name, String type, String path, String... next) {
        TraversalSpec step = new TraversalSpec();
        step.setName(name);
        step.setType(type);
        step.setPath(path);
        step.setSkip(false);
        step.setSelectSet(Arrays.stream(next).map(Visits::named).toArray(SelectionSpec[]::new));
        return step;
    }

    /** The same, with further steps of its own. */
    static TraversalSpec step(String name, String type, String path, List<? extends SelectionSpec> next) {
        TraversalSpec step = step(name, type, path);
        step.setSelectSet(next.toArray(SelectionSpec[]::new));
        return step;
    }

    /** A step that is known by its name from around it: so that folders lead to folders. */
    static SelectionSpec named(String step) {
        SelectionSpec selection = new SelectionSpec();
        selection.setName(step);
        return selection;
    }

    /** What is read of objects of that type and of its subtypes. */
    static PropertySpec read(String type, String... paths) {
        PropertySpec read = new PropertySpec();
        read.setType(type);
        read.setAll(false);
        read.setPathSet(paths);
        return read;
    }

    /** What is read of each type, in one: a server wants to be told once per type. */
    private static PropertySpec[] perType(List<PropertySpec> reads) {
        Map<String, Set<String>> paths = new LinkedHashMap<>();
        for (PropertySpec read : reads) {
            paths.computeIfAbsent(read.getType(), unseen -> new LinkedHashSet<>())
                    .addAll(Arrays.asList(read.getPathSet()));
        }
        return paths.entrySet().stream()
                .map(type -> read(type.getKey(), type.getValue().toArray(String[]::new)))
                .toArray(PropertySpec[]::new);
    }

    /** What to read of the object itself and of whatever the steps lead to. */
    static PropertyFilterSpec from(
            ManagedObjectReference start, List<PropertySpec> reads, List<? extends SelectionSpec> steps) {
        ObjectSpec object = new ObjectSpec();
        object.setObj(start);
        object.setSkip(false);
        object.setSelectSet(steps.toArray(SelectionSpec[]::new));
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {object});
        filter.setPropSet(perType(reads));
        return filter;
    }
}
