package io.polyvisor.memory.faults;

import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.model.Inventory;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each mishap does to a call. */
final class Striking {
    private final Hanging hanging;
    private final SilentHosts silent = new SilentHosts();
    private final Map<List<Object>, Object> lastAnswers = new ConcurrentHashMap<>();

    Striking(Hanging hanging) {
        this.hanging = hanging;
    }

    /** Carries a call out; the answers of reads are remembered, for reads that will be stale. */
    @Nullable
    Object remembering(SpiCall call) {
        Object answer = call.proceed();
        boolean state = call.name().equals("Driver.observe") || call.name().equals("Driver.inventory");
        if (state && answer != null) {
            lastAnswers.put(call.question(), answer);
        }
        return answer;
    }

    /** Nothing went wrong so far. */
    void forget() {
        lastAnswers.clear();
        silent.forget();
    }

    @Nullable
    Object strike(FaultRule rule, SpiCall call, @Nullable Driver target) {
        return switch (rule.mishap()) {
            case DELAY -> {
                rest(call, rule.delay());
                yield remembering(call);
            }
            case HANG -> {
                hanging.hang();
                yield remembering(call);
            }
            case UNREACHABLE -> throw refused(new Fault.Unreachable("nobody answers"));
            case REPLY_LOST -> {
                call.proceed();
                throw lost(new Fault.Unreachable("the connection broke before the reply came"));
            }
            case REQUEST_LOST -> throw lost(new Fault.Unreachable("the connection broke before the reply came"));
            case SESSION_EXPIRED -> throw refused(new Fault.AuthenticationFailed("the session expired"));
            case DENIED -> throw refused(new Fault.Denied(call + " is not allowed to this user"));
            case GARBAGE -> {
                call.proceed();
                throw lost(new Fault.BackendFault("the reply makes no sense"));
            }
            case TRUNCATED_INVENTORY -> truncated(remembering(call));
            case BUSY_ONCE -> throw refused(new Fault.Busy("another client's job"));
            case NO_SPACE ->
                throw refused(
                        new Fault.InsufficientCapacity("space in the storage", Optional.empty(), Optional.of("0 B")));
            case STALE_READ -> stale(call);
            case HOST_GONE -> silent.answer(rule.host().orElseThrow(), call, target);
            // These strike what is told by the driver, not what is asked of it.
            case DUPLICATE_EVENT, DROPPED_EVENTS -> remembering(call);
        };
    }

    private @Nullable Object stale(SpiCall call) {
        Object before = lastAnswers.get(call.question());
        return before == null ? remembering(call) : before;
    }

    private static @Nullable Object truncated(@Nullable Object answer) {
        if (!(answer instanceof Inventory whole)) {
            return answer;
        }
        List<String> gaps = new ArrayList<>(whole.gaps());
        gaps.add("the answer ended in the middle of the guests");
        return new Inventory(
                whole.observedAt(),
                whole.fields(),
                whole.guests().subList(0, whole.guests().size() / 2),
                whole.hosts(),
                whole.storages(),
                whole.volumes(),
                whole.networks(),
                whole.templates(),
                gaps);
    }

    private static void rest(SpiCall call, Duration delay) {
        TimeSource time = call.argument(Call.class).map(Call::time).orElseGet(TimeSource::system);
        try {
            time.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(new Fault.Cancelled("being delayed"));
        }
    }

    static DriverException refused(Fault fault) {
        return DriverException.refused(fault, said(fault), null);
    }

    private static DriverException lost(Fault fault) {
        return DriverException.lost(fault, Optional.of(said(fault)), null);
    }

    private static NativeError said(Fault fault) {
        return new NativeError("injected", fault.kind().name(), fault.message());
    }
}
