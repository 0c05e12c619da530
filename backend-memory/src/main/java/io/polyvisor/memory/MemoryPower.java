package io.polyvisor.memory;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Suspending;

/** Power verbs that not every hypervisor has. */
final class MemoryPower implements Pausing, Suspending, Rebooting, Autostarting {
    private final MemorySession session;
    private final Site site;
    private final Powering powering;

    MemoryPower(MemorySession session) {
        this.session = session;
        this.site = session.site();
        this.powering = new Powering(site);
    }

    @Override
    public void pause(GuestId guest, Call call) {
        session.change(() -> powering.pause(guest));
    }

    @Override
    public void unpause(GuestId guest, Call call) {
        session.change(() -> powering.unpause(guest));
    }

    @Override
    public void suspend(GuestId guest, Call call) {
        try (Job job = session.ask(() -> Job.on(site.require(guest, Verb.SUSPEND), Verb.SUSPEND, session, call))) {
            job.move(
                    "saving memory",
                    session.ask(() -> site.require(guest).present().memory().bytes()));
            session.change(() -> powering.suspended(guest));
        }
    }

    @Override
    public void wake(GuestId guest, Call call) {
        session.change(() -> powering.wake(guest));
    }

    @Override
    public void discard(GuestId guest, Call call) {
        session.change(() -> powering.discard(guest));
    }

    @Override
    public void reboot(GuestId guest, Call call) {
        session.change(() -> powering.reboot(guest));
    }

    @Override
    public void reset(GuestId guest, Call call) {
        session.change(() -> powering.reset(guest));
    }

    @Override
    public void autostart(GuestId guest, boolean withHost, Call call) {
        session.change(() -> {
            site.require(guest, Verb.SET_AUTOSTART).autostart(withHost);
            site.tell(guest);
        });
    }
}
