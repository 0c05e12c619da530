package io.polyvisor.memory;

import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.TimeSource;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The hand that reaches into a site from outside, past every client: for tests, demonstrations and failure drills. What it does is
 * told as events, as far as a hypervisor could tell.
 *
 * <p>Thread-safe; does not block.
 */
public final class MemorySite {
    private final Supplier<SiteAddress.Entered> door;

    private MemorySite(Supplier<SiteAddress.Entered> door) {
        this.door = door;
    }

    static MemorySite of(Site site) {
        return new MemorySite(() -> new SiteAddress.Entered(site, () -> {}));
    }

    /**
     * The site at that address, made if need be: the one that connections with this clock see. A private site cannot be found again. A
     * kept site is opened for each act and closed after it, unless a connection has it open anyway.
     *
     * @throws io.polyvisor.spi.DriverException INVALID_SPEC, when the address is not one; BUSY, when another process has it open
     */
    public static MemorySite at(String address, TimeSource time) {
        SiteAddress parsed = SiteAddress.of(EndpointUri.parse(address));
        if (parsed.isKept()) {
            parsed.enter(time).leave().run();
            return new MemorySite(() -> parsed.enter(time));
        }
        return of(parsed.enter(time).site());
    }

    /** Nobody hears from that host any more; its guests go on, unseen. */
    public void silence(HostId host) {
        onHost(host, (site, gone) -> gone.fallSilent(now(site)));
    }

    /** That host loses its power, and its guests with it; nobody hears from it. */
    public void fell(HostId host) {
        onHost(host, MemorySite::fall);
    }

    /** That host answers again. If its power was gone it boots, and starts the guests that start with it, as far as it has room. */
    public void revive(HostId host) {
        onHost(host, MemorySite::comeBack);
    }

    /** Those hosts have no power, all others of the site have. */
    void onlyTheseFell(Set<HostId> hosts) {
        inside(site -> site.hosts().values().stream()
                .filter(host -> host.fell() != hosts.contains(host.id()))
                .forEach(host -> {
                    if (host.fell()) {
                        comeBack(site, host);
                    } else {
                        fall(site, host);
                    }
                    tell(site, host);
                }));
    }

    /** That guest's kernel breaks: it is CRASHED. */
    public void crash(GuestId guest) {
        inside(site -> site.life().crash(site.require(guest, Verb.RESET)));
    }

    /** Something else fills that storage until only that much is left. */
    public void leaveFree(StorageId storage, Memory left) {
        inside(site -> site.requireStorage(storage).leaveFree(left));
    }

    private static void fall(Site site, HostState gone) {
        for (GuestState guest : site.guests()) {
            if (guest.host() == gone && guest.holdsHostMemory()) {
                guest.fall(site.world().now());
            }
        }
        gone.fall(now(site));
    }

    private static void comeBack(Site site, HostState back) {
        if (back.comeBack()) {
            new Powering(site).startWithHost(back);
        }
    }

    private void onHost(HostId id, BiConsumer<Site, HostState> what) {
        inside(site -> {
            HostState host = site.requireHost(id);
            what.accept(site, host);
            tell(site, host);
        });
    }

    private static void tell(Site site, HostState host) {
        site.guests().stream().filter(guest -> guest.host() == host).forEach(guest -> site.tell(guest.id()));
    }

    private void inside(Consumer<Site> what) {
        SiteAddress.Entered entered = door.get();
        try {
            Site site = entered.site();
            site.world().under(() -> what.accept(site));
        } finally {
            entered.leave().run();
        }
    }

    private static Instant now(Site site) {
        return site.world().label(site.world().now());
    }
}
