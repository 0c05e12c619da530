package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;

/**
 * Keeps a connection's pings going and hears when it is lost.
 *
 * <p>The native callback is one constant of the process and the opaque pointer carries a number: whenever libvirt calls,
 * even late, it finds living code, and at worst a number that nobody waits for.
 */
final class ConnectionWatch {

    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Map<Long, ConnectionWatch> WATCHES = new ConcurrentHashMap<>();
    private static final LibvirtNative.CloseCallback ON_CLOSE = new OnClose();

    private final long number = NEXT.getAndIncrement();
    private final CallDoor door;
    private final ConnectionPointer pointer;
    private final AtomicReference<@Nullable LossReason> lost = new AtomicReference<>();
    private final Map<EventSubscription, Consumer<LossReason>> subscriptions = new ConcurrentHashMap<>();
    private boolean registered;

    ConnectionWatch(CallDoor door, ConnectionPointer pointer) {
        this.door = door;
        this.pointer = pointer;
    }

    /** Drivers in this process have neither pings nor a line that could break, and say so. */
    void begin(ConnectOptions options) {
        if (!options.touches().eventLoop()) {
            return;
        }
        WATCHES.put(number, this);
        registered = supported(
                "virConnectRegisterCloseCallback",
                () -> door.libvirt().virConnectRegisterCloseCallback(pointer, ON_CLOSE, new Pointer(number), null));
        int interval = (int) options.keepAliveInterval().toSeconds();
        if (interval > 0) {
            supported(
                    "virConnectSetKeepAlive",
                    () -> door.libvirt().virConnectSetKeepAlive(pointer, interval, options.keepAliveCount()));
        }
    }

    private boolean supported(String function, IntSupplier call) {
        try {
            return door.number(function, call) >= 0;
        } catch (LibvirtFault fault) {
            if (fault.is("VIR_ERR_NO_SUPPORT")) {
                return false;
            }
            throw fault;
        }
    }

    Optional<LossReason> lost() {
        return Optional.ofNullable(lost.get());
    }

    /** Remembers a subscription until it closes; {@code onLoss} runs on the event loop, must not block nor throw. */
    void add(EventSubscription subscription, Consumer<LossReason> onLoss) {
        subscriptions.put(subscription, onLoss);
        lost().ifPresent(onLoss);
    }

    void remove(EventSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** For the closing connection, which holds the gate for good. */
    void end() {
        List.copyOf(subscriptions.keySet()).forEach(EventSubscription::closeInsideGate);
        if (registered) {
            door.libvirt().virConnectUnregisterCloseCallback(pointer, ON_CLOSE);
        }
        WATCHES.remove(number);
    }

    private void heard(LossReason reason) {
        lost.set(reason);
        subscriptions.values().forEach(listener -> listener.accept(reason));
    }

    private static final class OnClose implements LibvirtNative.CloseCallback {
        @Override
        public void invoke(Pointer connection, int reason, @Nullable Pointer opaque) {
            ConnectionWatch watch = WATCHES.get(Pointer.nativeValue(opaque));
            if (watch != null) {
                watch.heard(LossReason.of(reason));
            }
        }
    }
}
