package io.polyvisor.memory.faults;

import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Facet;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands in front of a driver, one of its facets or a console, and lets {@link FaultInjection} meet every call. */
record Interposed(Class<?> kind, Object target, FaultInjection faults, Driver driver) implements InvocationHandler {

    static <T> T around(Class<T> kind, T target, FaultInjection faults, Driver driver) {
        Interposed handler = new Interposed(kind, target, faults, driver);
        return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) {
        Object[] arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : send(method, arguments);
        }
        String name = kind.getSimpleName() + "." + method.getName();
        if (arguments.length > 0 && arguments[0] instanceof EventSource.Listener listener) {
            arguments = arguments.clone();
            arguments[0] = new Told(listener, faults);
        }
        Object answer = faults.meet(new SpiCall(name, arguments, with -> send(method, with)), driver);
        return name.equals("Driver.facet") ? facet((Class<?>) arguments[0], answer) : console(answer);
    }

    private @Nullable Object facet(Class<?> type, @Nullable Object answer) {
        if (answer instanceof Optional<?> found && found.isPresent()) {
            return Optional.of(around(type.asSubclass(Facet.class), found.get()));
        }
        return answer;
    }

    private <F extends Facet> F around(Class<F> type, Object facet) {
        return around(type, type.cast(facet), faults, driver);
    }

    private @Nullable Object console(@Nullable Object answer) {
        return answer instanceof Consoles.Line line ? around(Consoles.Line.class, line, faults, driver) : answer;
    }

    private @Nullable Object send(Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("no method of the SPI declares a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a method of the SPI cannot be called: " + method, e);
        }
    }

    /** What the driver tells, on its way to the core. */
    private record Told(EventSource.Listener listener, FaultInjection faults) implements EventSource.Listener {

        @Override
        public void changed(GuestId guest) {
            FaultRule rule = faults.ruleFor("Listener.changed");
            if (rule != null && rule.mishap() == Mishap.DROPPED_EVENTS) {
                listener.gap("events were dropped");
                return;
            }
            listener.changed(guest);
            if (rule != null && rule.mishap() == Mishap.DUPLICATE_EVENT) {
                listener.changed(guest);
            }
        }

        @Override
        public void gap(String why) {
            listener.gap(why);
        }
    }
}
