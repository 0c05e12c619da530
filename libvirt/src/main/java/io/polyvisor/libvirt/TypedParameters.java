package io.polyvisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's list of named, typed values ({@code virTypedParameter}), both as read from libvirt and to be given to it.
 * Immutable.
 *
 * <p>Java types: {@code Integer} and {@code Long} for {@code int} and {@code long long}, {@code Long} for {@code unsigned
 * int}, {@code Long} with unsigned meaning for {@code unsigned long long}, {@code Double}, {@code Boolean}, {@code String}.
 * A name may occur more than once when given to libvirt; when read the last one wins.
 */
public final class TypedParameters {

    /** {@code virTypedParameterType}. */
    private enum Type {
        INT(1),
        UINT(2),
        LLONG(3),
        ULLONG(4),
        DOUBLE(5),
        BOOLEAN(6),
        STRING(7);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        static @Nullable Type of(int number) {
            for (Type type : values()) {
                if (type.number == number) {
                    return type;
                }
            }
            return null;
        }
    }

    private record Entry(String name, Type type, Object value) {}

    // struct { char field[80]; int type; union { ..., char *s } value; }
    private static final int SIZE = 96;
    private static final int NAME_LENGTH = 80;
    private static final int TYPE = 80;
    private static final int VALUE = 88;

    private static final TypedParameters NONE = new TypedParameters(List.of());

    private final List<Entry> entries;
    private final Map<String, Object> byName;

    private TypedParameters(List<Entry> entries) {
        this.entries = entries;
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.name(), entry.value()));
        this.byName = Collections.unmodifiableMap(map);
    }

    /** No parameters; {@code with...} adds some. */
    public static TypedParameters none() {
        return NONE;
    }

    public TypedParameters with(String name, String value) {
        return plus(name, Type.STRING, value);
    }

    /** An {@code int}. */
    public TypedParameters withInt(String name, int value) {
        return plus(name, Type.INT, value);
    }

    /** An {@code unsigned long long}. */
    public TypedParameters withUnsignedLong(String name, long value) {
        return plus(name, Type.ULLONG, value);
    }

    private TypedParameters plus(String name, Type type, Object value) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length >= NAME_LENGTH) {
            throw new IllegalArgumentException("a typed parameter's name takes 1 to 79 bytes: '" + name + "'");
        }
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(new Entry(name, type, value));
        return new TypedParameters(List.copyOf(longer));
    }

    /** All values by name in libvirt's order; unmodifiable. */
    public Map<String, Object> asMap() {
        return byName;
    }

    /** An integral value of whatever width; empty if absent or of another type. */
    public OptionalLong number(String name) {
        return byName.get(name) instanceof Number n && !(n instanceof Double)
                ? OptionalLong.of(n.longValue())
                : OptionalLong.empty();
    }

    /** A string value; empty if absent or of another type. */
    public Optional<String> text(String name) {
        return byName.get(name) instanceof String s ? Optional.of(s) : Optional.empty();
    }

    /** Whether {@code name} is a true boolean; absent reads as false. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(byName.get(name));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int count() {
        return entries.size();
    }

    /** Copies {@code count} parameters; unknown types are left out, as a newer libvirt may have them. */
    static TypedParameters read(@Nullable Pointer array, int count) {
        List<Entry> read = new ArrayList<>(count);
        for (int i = 0; array != null && i < count; i++) {
            long at = (long) i * SIZE;
            Type type = Type.of(array.getInt(at + TYPE));
            if (type != null) {
                read.add(new Entry(array.getString(at, "UTF-8"), type, value(array, at + VALUE, type)));
            }
        }
        return new TypedParameters(List.copyOf(read));
    }

    private static Object value(Pointer array, long at, Type type) {
        return switch (type) {
            case INT -> array.getInt(at);
            case UINT -> Integer.toUnsignedLong(array.getInt(at));
            case LLONG, ULLONG -> array.getLong(at);
            case DOUBLE -> array.getDouble(at);
            case BOOLEAN -> array.getByte(at) != 0;
            case STRING -> string(array.getPointer(at));
        };
    }

    private static String string(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }

    /** A native copy that lives as long as the returned object is referenced; never empty memory. */
    NativeCopy toNative() {
        return new NativeCopy(entries);
    }

    /** The array and the strings that it points to. */
    static final class NativeCopy {

        private final Memory array;
        private final List<Memory> strings = new ArrayList<>();

        private NativeCopy(List<Entry> entries) {
            array = new Memory((long) SIZE * Math.max(1, entries.size()));
            array.clear();
            for (int i = 0; i < entries.size(); i++) {
                write(entries.get(i), (long) i * SIZE);
            }
        }

        Pointer pointer() {
            return array;
        }

        private void write(Entry entry, long at) {
            array.setString(at, entry.name(), "UTF-8");
            array.setInt(at + TYPE, entry.type().number);
            if (entry.value() instanceof String text) {
                array.setPointer(at + VALUE, keep(XmlCharacters.requireEncodable(text)));
            } else if (entry.value() instanceof Integer number) {
                array.setInt(at + VALUE, number);
            } else if (entry.value() instanceof Long number) {
                array.setLong(at + VALUE, number);
            } else {
                throw new IllegalStateException("cannot be given to libvirt: " + entry.type());
            }
        }

        private Memory keep(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            Memory copy = new Memory(encoded.length + 1L);
            copy.write(0, encoded, 0, encoded.length);
            copy.setByte(encoded.length, (byte) 0);
            strings.add(copy);
            return copy;
        }
    }
}
