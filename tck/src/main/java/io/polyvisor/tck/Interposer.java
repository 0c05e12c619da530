package io.polyvisor.tck;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands between two sides that talk through interfaces and lets an {@link Interception} see, change or count what passes. What a call
 * returns is interposed too, when it is of one of the same kinds: one interposed driver has interposed facets and consoles.
 *
 * <p>Thread-safe if the interception is.
 */
public final class Interposer {
    private final Set<Class<?>> kinds;
    private final Interception interception;

    /** Stands between the two sides of those interfaces. */
    public Interposer(Set<Class<?>> kinds, Interception interception) {
        this.kinds = Set.copyOf(kinds);
        this.interception = interception;
    }

    /** The target as seen through the interception. */
    public <T> T around(Class<T> kind, T target) {
        return kind.cast(
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, new Handler(this, kind, target)));
    }

    /** What is behind an interposed object, at the very end; the object itself when nothing is interposed. */
    public static Object behind(Object object) {
        Object target = object;
        while (Proxy.isProxyClass(target.getClass()) && Proxy.getInvocationHandler(target) instanceof Handler handler) {
            target = handler.target;
        }
        return target;
    }

    /** The result with what it holds of our kinds interposed: as the kind that was asked for, where one was. */
    private @Nullable Object through(@Nullable Object result, Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Class<?> asked && kinds.contains(asked) && result instanceof Optional<?> found) {
                return found.map(facet -> aroundUnchecked(asked, facet));
            }
        }
        return through(result);
    }

    private @Nullable Object through(@Nullable Object result) {
        if (result instanceof Optional<?> optional) {
            return optional.map(this::through);
        }
        if (result instanceof List<?> list && list.stream().anyMatch(each -> kindOf(each) != null)) {
            return list.stream().map(this::through).toList();
        }
        Class<?> kind = result == null ? null : kindOf(result);
        return kind == null || result == null ? result : aroundUnchecked(kind, result);
    }

    private @Nullable Class<?> kindOf(Object object) {
        for (Class<?> kind : kinds) {
            if (kind.isInstance(object)) {
                return kind;
            }
        }
        return null;
    }

    private <T> T aroundUnchecked(Class<T> kind, Object target) {
        return around(kind, kind.cast(target));
    }

    /** What answers for an interposed object. */
    private record Handler(Interposer interposer, Class<?> kind, Object target) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) {
            Object[] arguments = given == null ? new Object[0] : given;
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals")
                        ? (Object) target.equals(behind(arguments[0]))
                        : call(method, arguments);
            }
            Intercepted call = new Intercepted(kind, method.getName(), target, arguments, with -> call(method, with));
            return interposer.through(interposer.interception.around(call), arguments);
        }

        private @Nullable Object call(Method method, Object[] arguments) {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw sneaked(e.getCause() == null ? e : e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("an interface method of " + kind + " cannot be called", e);
            }
        }

        private static RuntimeException sneaked(Throwable thrown) {
            if (thrown instanceof RuntimeException unchecked) {
                return unchecked;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            return new IllegalStateException("no method here declares a checked exception", thrown);
        }
    }
}
