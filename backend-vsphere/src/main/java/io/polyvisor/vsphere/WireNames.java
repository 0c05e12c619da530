package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How yavijava's types and Java's are called on the wire, in both directions. */
final class WireNames {
    private static final String PACKAGE = ManagedObjectReference.class.getPackageName();
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,120}");
    private static final String ARRAY = "ArrayOf";

    /** Names of both worlds: those of XML Schema, and those by which yavijava's stubs and arrays call the same. */
    private static final Map<String, Class<?>> SCALARS = Map.ofEntries(
            Map.entry("string", String.class),
            Map.entry("anyURI", String.class),
            Map.entry("String", String.class),
            Map.entry("AnyURI", String.class),
            Map.entry("boolean", boolean.class),
            Map.entry("Boolean", boolean.class),
            Map.entry("byte", byte.class),
            Map.entry("Byte", byte.class),
            Map.entry("short", short.class),
            Map.entry("Short", short.class),
            Map.entry("int", int.class),
            Map.entry("Int", int.class),
            Map.entry("Integer", int.class),
            Map.entry("long", long.class),
            Map.entry("Long", long.class),
            Map.entry("float", float.class),
            Map.entry("Float", float.class),
            Map.entry("double", double.class),
            Map.entry("Double", double.class),
            Map.entry("dateTime", Calendar.class),
            Map.entry("DateTime", Calendar.class),
            Map.entry("Calendar", Calendar.class),
            Map.entry("anyType", Object.class),
            Map.entry("AnyType", Object.class),
            Map.entry("Object", Object.class));

    private static final Map<Class<?>, String> XSD = Map.of(
            String.class, "xsd:string",
            Boolean.class, "xsd:boolean",
            Byte.class, "xsd:byte",
            Short.class, "xsd:short",
            Integer.class, "xsd:int",
            Long.class, "xsd:long",
            Float.class, "xsd:float",
            Double.class, "xsd:double");

    private static final Map<String, Optional<Class<?>>> KNOWN = new ConcurrentHashMap<>();
    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private WireNames() {}

    /** The type of that name, arrays included; empty when this version does not know it. */
    static Optional<Class<?>> type(String name) {
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2)).map(Class::arrayType);
        }
        Class<?> scalar = SCALARS.get(name);
        if (scalar != null) {
            return Optional.of(scalar);
        }
        // A peer that makes up names must not fill the memory with them.
        Optional<Class<?>> known = KNOWN.get(name);
        return known != null ? known : found(name);
    }

    private static Optional<Class<?>> found(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        if (name.startsWith(ARRAY)) {
            return type(name.substring(ARRAY.length())).map(Class::arrayType);
        }
        try {
            Class<?> type = Class.forName(PACKAGE + "." + name, false, ManagedObjectReference.class.getClassLoader());
            if (!type.isEnum() && !isDataObject(type)) {
                return Optional.empty();
            }
            KNOWN.put(name, Optional.of(type));
            return Optional.of(type);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return Optional.empty();
        }
    }

    /** Whether values of that type consist of fields, or refer to a managed object. */
    static boolean isDataObject(Class<?> type) {
        return type.getPackageName().equals(PACKAGE)
                && !type.isEnum()
                && Arrays.stream(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0);
    }

    /** How the service calls that type. */
    static String of(Class<?> type) {
        if (Calendar.class.isAssignableFrom(type)) {
            return "xsd:dateTime";
        }
        String scalar = XSD.get(type);
        return scalar == null ? type.getSimpleName() : scalar;
    }

    /** How the service calls that field; Java's own words have an underscore before them. */
    static String of(Field field) {
        String name = field.getName();
        return name.startsWith("_") ? name.substring(1) : name;
    }

    /** The fields that go over the wire, a superclass's first, in the order of the schema. */
    static List<Field> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, WireNames::declaredFields);
    }

    private static List<Field> declaredFields(Class<?> type) {
        Deque<Class<?>> lineage = new ArrayDeque<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getPackageName().equals(PACKAGE)) {
                lineage.push(each);
            }
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> each : lineage) {
            Arrays.stream(each.getDeclaredFields())
                    .filter(field ->
                            Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers()))
                    .forEach(fields::add);
        }
        return List.copyOf(fields);
    }
}
