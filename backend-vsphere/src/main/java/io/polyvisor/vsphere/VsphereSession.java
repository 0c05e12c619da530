package io.polyvisor.vsphere;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VimPortType;
import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns the connection: logs in, renews the session when it ended (one thread at a time, whoever else noticed shares what came of it),
 * keeps it alive, logs out.
 *
 * <p>Thread-safe. Opening and renewing block at most as long as their call has time, closing two seconds.
 */
final class VsphereSession implements AutoCloseable {
    private static final Logger LOG = System.getLogger(VsphereSession.class.getName());
    private static final Duration PING = Duration.ofSeconds(10);

    /** A sixth of the half hour after which vSphere ends idle sessions. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    /** Accounts are locked after a handful of wrong passwords. */
    private static final Duration LOCKOUT_GUARD = Duration.ofSeconds(5);

    private final SoapConnection connection;
    private final Access access;
    private final ReplySkips skips;
    private final VsphereCalls calls = new VsphereCalls(this);
    private final KeepAlive keepAlive;
    private final ReentrantLock renewing = new ReentrantLock(true);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile SessionLogin login;
    private @Nullable Refusal refusal;

    private VsphereSession(SoapConnection connection, Access access, ReplySkips skips, SessionLogin login) {
        this.connection = connection;
        this.access = access;
        this.skips = skips;
        this.login = login;
        this.keepAlive = new KeepAlive(this::keepAlive, connection.service().getHost());
    }

    /** Connects and logs in, within the call's deadline. */
    static VsphereSession open(VsphereAddress address, Access access, Call call) {
        ReplySkips skips = new ReplySkips();
        SoapConnection connection = new SoapConnection(address.service(), VsphereTrust.context(access));
        try {
            VsphereSession session =
                    new VsphereSession(connection, access, skips, SessionLogin.in(connection, access, skips, call));
            session.keepAlive.begin(KEEP_ALIVE);
            return session;
        } catch (DriverException e) {
            connection.close();
            throw e;
        }
    }

    /** The service's well-known objects. */
    ServiceContent content() {
        return login.content();
    }

    /** What answers: vCenter or ESXi, and its version. */
    AboutInfo about() {
        return login.content().getAbout();
    }

    /** The way to the API. */
    VsphereCalls calls() {
        return calls;
    }

    /** What replies held that this version does not know. */
    ReplySkips skips() {
        return skips;
    }

    /** What lets a request in at the moment. */
    SoapTicket ticket() {
        if (closed.get()) {
            throw DriverException.refused(new Fault.Unreachable("the endpoint was closed"));
        }
        return login.ticket();
    }

    /** The API's stubs for requests under that ticket and by that call's deadline. */
    VimPortType vim(SoapTicket ticket, Call call, Consumer<Runnable> abortable) {
        return SessionLogin.stubs(new SoapClient(connection, ticket, call, skips, abortable));
    }

    /**
     * Logs in again because the session of that ticket is over, unless somebody did already.
     *
     * @throws DriverException if that fails; nothing was changed by it
     */
    void renew(SoapTicket over, Call call) {
        long noticed = call.time().nanoTime();
        lock(call);
        try {
            if (ticket().equals(over)) {
                refuseWhatWasRefused(noticed, call);
                login = again(call);
            }
        } finally {
            renewing.unlock();
        }
    }

    private void refuseWhatWasRefused(long noticed, Call call) {
        Refusal last = refusal;
        if (last != null && last.holdsFor(noticed, call.time().nanoTime())) {
            throw last.why();
        }
    }

    private SessionLogin again(Call call) {
        try {
            SessionLogin fresh = SessionLogin.in(connection, access, skips, call);
            requireSameService(fresh);
            LOG.log(
                    Level.DEBUG,
                    "the session at {0} had ended and was renewed",
                    connection.service().getHost());
            return fresh;
        } catch (DriverException e) {
            refusal = new Refusal(call.time().nanoTime(), e);
            throw e;
        }
    }

    private void lock(Call call) {
        try {
            if (!renewing.tryLock(call.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw DriverException.refused(new Fault.DeadlineExceeded("waiting for the session to be renewed"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.refused(new Fault.Cancelled("waiting for the session to be renewed"));
        }
    }

    /** An address that leads to another service now must not be taken for one whose guests are gone. */
    private void requireSameService(SessionLogin fresh) {
        String before = about().getInstanceUuid();
        String now = fresh.content().getAbout().getInstanceUuid();
        if (before != null && now != null && !before.equals(now)) {
            fresh.leave(connection, skips);
            throw DriverException.refused(new Fault.Unreachable(
                    "another vSphere answers at this address now: " + now + " instead of " + before));
        }
    }

    private void keepAlive() {
        try {
            calls.ping(OwnCall.within(PING));
        } catch (DriverException e) {
            LOG.log(Level.DEBUG, "the service was not there to keep the session alive: {0}", e.getMessage());
        }
    }

    /** Logs out if that takes a moment only. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            keepAlive.close();
            login.leave(connection, skips);
            connection.close();
        }
    }

    /** What the last renewal failed with. */
    private record Refusal(long at, DriverException why) {

        /** Whether who noticed the end then shares it: those who waited do, and credentials are not tried again and again. */
        boolean holdsFor(long noticed, long now) {
            return switch (why.fault().kind()) {
                case AUTHENTICATION_FAILED -> now - at < LOCKOUT_GUARD.toNanos();
                case DEADLINE_EXCEEDED, CANCELLED -> false;
                default -> at - noticed > 0;
            };
        }
    }
}
