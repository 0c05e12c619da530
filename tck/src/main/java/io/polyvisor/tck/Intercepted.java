package io.polyvisor.tck;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call on its way from one side to the other. */
public final class Intercepted {
    private final Class<?> kind;
    private final String method;
    private final Object target;
    private final Object[] arguments;
    private final Function<Object[], @Nullable Object> rest;

    Intercepted(
            Class<?> kind,
            String method,
            Object target,
            Object[] arguments,
            Function<Object[], @Nullable Object> rest) {
        this.kind = kind;
        this.method = method;
        this.target = target;
        this.arguments = arguments.clone();
        this.rest = rest;
    }

    /** The interface that is called. */
    public Class<?> kind() {
        return kind;
    }

    /** The method that is called. */
    public String method() {
        return method;
    }

    /** Whether it is that method of that interface. */
    public boolean is(Class<?> called, String name) {
        return kind == called && method.equals(name);
    }

    /** Who is called, without anything in between. */
    public <T> T target(Class<T> type) {
        return type.cast(target);
    }

    /** The arguments. */
    public List<Object> arguments() {
        return List.of(arguments);
    }

    /** The first argument of that type. */
    public <T> T argument(Class<T> type) {
        return Arrays.stream(arguments)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this + " has no argument of " + type));
    }

    /** Sends it on. */
    public @Nullable Object proceed() {
        return rest.apply(arguments);
    }

    /** Sends it on, for calls that answer something. */
    public <T> T proceed(Class<T> type) {
        return type.cast(Objects.requireNonNull(proceed(), method));
    }

    /** Sends it on with {@code other} in the place of the first argument of that type. */
    public <T> @Nullable Object proceedWith(Class<T> type, T other) {
        return rest.apply(replacing(type, other));
    }

    private <T> Object[] replacing(Class<T> type, T other) {
        Object[] changed = arguments.clone();
        for (int i = 0; i < changed.length; i++) {
            if (type.isInstance(changed[i])) {
                changed[i] = other;
                return changed;
            }
        }
        throw new IllegalArgumentException(this + " has no argument of " + type);
    }

    Intercepted proceedingThrough(Interception inner) {
        return new Intercepted(
                kind,
                method,
                target,
                arguments,
                with -> inner.around(new Intercepted(kind, method, target, with, rest)));
    }

    @Override
    public String toString() {
        return kind.getSimpleName() + "." + method;
    }
}
