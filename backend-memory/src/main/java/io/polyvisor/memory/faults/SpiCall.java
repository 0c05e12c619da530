package io.polyvisor.memory.faults;

import io.polyvisor.spi.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call on its way to a driver. */
final class SpiCall {
    private final String name;
    private final Object[] arguments;
    private final Function<Object[], @Nullable Object> send;

    SpiCall(String name, Object[] arguments, Function<Object[], @Nullable Object> send) {
        this.name = name;
        this.arguments = arguments;
        this.send = send;
    }

    String name() {
        return name;
    }

    /** Carries it out. */
    @Nullable
    Object proceed() {
        return send.apply(arguments);
    }

    /** The argument of that type, if it has one. */
    <T> Optional<T> argument(Class<T> type) {
        return Arrays.stream(arguments).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** What makes two calls the same question: the name and all arguments but the call's own circumstances. */
    List<Object> question() {
        return Arrays.asList(
                name,
                Arrays.stream(arguments)
                        .filter(argument -> !(argument instanceof Call))
                        .toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
