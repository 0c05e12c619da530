package io.polyvisor.placement.plan;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.SiteGuest;
import java.time.Duration;

/** How long things are thought to take: what is copied by the pace, everything else by rule of thumb. */
final class Estimates {
    static final Duration FENCE = Duration.ofMinutes(1);
    static final Duration ENGAGE = Duration.ofMinutes(5);
    static final Duration ADMINISTRATIVE = Duration.ofSeconds(5);

    private static final Duration BOOT = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private final Pace pace;

    Estimates(Pace pace) {
        this.pace = pace;
    }

    Duration of(Leg.Kind kind, SiteGuest guest) {
        return switch (kind) {
            case CREATE -> ADMINISTRATIVE.plus(guest.image().isPresent() ? copying(firstDisk(guest)) : Duration.ZERO);
            case START -> BOOT;
            case STOP -> SHUTDOWN;
            case LIVE -> ADMINISTRATIVE.plus(copying(guest.memory()));
            case COLD, RECOVER, AUTOSTART_OFF, PROTECT -> ADMINISTRATIVE;
        };
    }

    private static Memory firstDisk(SiteGuest guest) {
        return guest.disks().stream().findFirst().map(GuestDisk::size).orElse(Memory.ZERO);
    }

    private Duration copying(Memory size) {
        long rate = pace.megabytesPerSecond() * BYTES_PER_MEGABYTE;
        return Duration.ofSeconds((size.bytes() + rate - 1) / rate);
    }
}
