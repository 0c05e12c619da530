package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLStreamException;

/**
 * Makes yavijava's objects of XML. An element, a type or a constant that is not known there is skipped and counted; an object of an
 * unknown subtype is read as what its place declares.
 */
final class ReplyObjects {
    private static final Map<Class<?>, Map<String, Field>> BY_NAME = new ConcurrentHashMap<>();

    private final ReplyCursor cursor;
    private final ReplySkips skips;

    ReplyObjects(ReplyCursor cursor, ReplySkips skips) {
        this.cursor = cursor;
        this.skips = skips;
    }

    /** The element as a value for a place of that type; empty when it was skipped. */
    Optional<Object> value(Class<?> declared) throws XMLStreamException {
        Optional<Class<?>> actual = actual(declared);
        if (actual.isEmpty()) {
            cursor.skip();
            return Optional.empty();
        }
        Class<?> type = actual.get();
        if (type.isArray()) {
            return Optional.of(elements(type.getComponentType()));
        }
        if (ReplyText.isScalar(type)) {
            return scalar(type);
        }
        return Optional.of(type == ManagedObjectReference.class ? reference() : object(type));
    }

    /** What {@code xsi:type} says, if that is known and fits; else what is declared, where that can be made. */
    private Optional<Class<?>> actual(Class<?> declared) {
        Optional<String> named = cursor.type();
        if (named.isEmpty()) {
            return Optional.of(declared);
        }
        Optional<Class<?>> found = WireNames.type(named.get());
        if (found.isPresent() && fits(declared, found.get())) {
            return found;
        }
        skips.type(named.get());
        if (declared == MethodFault.class) {
            return Optional.of(UnknownFault.class);
        }
        return declared == Object.class || ReplyText.isScalar(declared) ? Optional.empty() : Optional.of(declared);
    }

    private static boolean fits(Class<?> declared, Class<?> found) {
        return declared == Object.class
                || declared.isAssignableFrom(found)
                || (ReplyText.isScalar(declared) && !declared.isEnum() && ReplyText.isScalar(found));
    }

    private Optional<Object> scalar(Class<?> type) throws XMLStreamException {
        String text = cursor.text();
        Optional<Object> value = ReplyText.value(type, text);
        if (value.isEmpty()) {
            skips.value(type.getSimpleName(), text);
        }
        return value;
    }

    private ManagedObjectReference reference() throws XMLStreamException {
        ManagedObjectReference reference = new ManagedObjectReference();
        cursor.attribute("type").ifPresent(reference::setType);
        reference.setVal(cursor.text());
        return reference;
    }

    private Object elements(Class<?> type) throws XMLStreamException {
        List<Object> found = new ArrayList<>();
        while (cursor.nextChild()) {
            value(type).ifPresent(found::add);
        }
        return array(type, found);
    }

    static Object array(Class<?> type, List<Object> elements) {
        Object array = Array.newInstance(type, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    private Object object(Class<?> type) throws XMLStreamException {
        Object made = instance(type);
        Map<String, Field> fields = BY_NAME.computeIfAbsent(made.getClass(), ReplyObjects::byName);
        Map<Field, List<Object>> repeated = new LinkedHashMap<>();
        while (cursor.nextChild()) {
            Field field = fields.get(cursor.name());
            if (field == null) {
                skips.element(type.getSimpleName(), cursor.name());
                cursor.skip();
            } else if (repeats(field)) {
                List<Object> list = repeated.computeIfAbsent(field, first -> new ArrayList<>());
                value(field.getType().getComponentType()).ifPresent(list::add);
            } else {
                value(field.getType()).ifPresent(found -> set(field, made, found));
            }
        }
        repeated.forEach((field, list) -> set(field, made, array(field.getType().getComponentType(), list)));
        return made;
    }

    /** An array that is a field is a row of elements; only an {@code ArrayOf...} is one element. */
    private boolean repeats(Field field) {
        return field.getType().isArray()
                && cursor.type().filter(name -> name.startsWith("ArrayOf")).isEmpty();
    }

    private Object instance(Class<?> type) {
        if (type == UnknownFault.class) {
            return new UnknownFault(cursor.type().orElse("MethodFault"));
        }
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the types can be made: " + type.getName(), e);
        }
    }

    private static Map<String, Field> byName(Class<?> type) {
        Map<String, Field> fields = new HashMap<>();
        WireNames.fields(type).forEach(field -> fields.put(WireNames.of(field), field));
        return fields;
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the types' fields are public", e);
        }
    }
}
