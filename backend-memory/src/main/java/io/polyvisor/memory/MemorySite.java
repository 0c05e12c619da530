package io.polyvisor.memory;

import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.TimeSource;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The hand that reaches into a site from outside, past every client: for tests, demonstrations and failure drills. What it does is
 * told as events, as far as a hypervisor could tell.
 *
 * <p>Thread-safe; does not block.
 */
public final class MemorySite {
    private final Site site;

    private MemorySite(Site site) {
        this.site = site;
    }

    /**
     * The site at that address, made if need be: the one that connections with this clock see. A private site cannot be found again.
     *
     * @throws io.polyvisor.spi.DriverException INVALID_SPEC, when the address is not one
     */
    public static MemorySite at(String address, TimeSource time) {
        return new MemorySite(SiteAddress.of(EndpointUri.parse(address)).site(time));
    }

    /** Nobody hears from that host any more; its guests go on, unseen. */
    public void silence(HostId host) {
        onHost(host, gone -> gone.fallSilent(now()));
    }

    /** That host loses its power, and its guests with it; nobody hears from it. */
    public void fell(HostId host) {
        onHost(host, gone -> {
            for (GuestState guest : site.guests()) {
                if (guest.host() == gone && guest.holdsHostMemory()) {
                    guest.enter(PowerState.OFF, StateReason.FAILED, site.world().now());
                }
            }
            gone.fall(now());
        });
    }

    /** That host answers again. If its power was gone it boots, and starts the guests that start with it, as far as it has room. */
    public void revive(HostId host) {
        onHost(host, back -> {
            if (back.comeBack()) {
                new Powering(site).startWithHost(back);
            }
        });
    }

    /** That guest's kernel breaks: it is CRASHED. */
    public void crash(GuestId guest) {
        site.world().under(() -> site.life().crash(site.require(guest, Verb.RESET)));
    }

    /** Something else fills that storage until only that much is left. */
    public void leaveFree(StorageId storage, Memory left) {
        site.world().under(() -> site.requireStorage(storage).leaveFree(left));
    }

    private void onHost(HostId id, Consumer<HostState> what) {
        site.world().under(() -> {
            HostState host = site.requireHost(id);
            what.accept(host);
            site.guests().stream().filter(guest -> guest.host() == host).forEach(guest -> site.tell(guest.id()));
        });
    }

    private Instant now() {
        return site.world().label(site.world().now());
    }
}
