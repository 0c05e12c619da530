package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VimPortType;
import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A login that succeeded.
 *
 * @param content the service's well-known objects
 * @param ticket what lets requests in
 */
record SessionLogin(ServiceContent content, SoapTicket ticket) {
    static final ManagedObjectReference ROOT = root();
    private static final Logger LOG = System.getLogger(SessionLogin.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final String NEWEST = "6.0";
    private static final Pattern OLDER = Pattern.compile("^[1-5]\\.\\d+");

    /** Logs in; nothing was changed by what fails, and no session is left behind. */
    static SessionLogin in(SoapConnection connection, Access access, ReplySkips skips, Call call) {
        String user = access.user()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> DriverException.refused(
                        new Fault.AuthenticationFailed("vSphere takes no one without a user name and a password")));
        try {
            ServiceContent greeting = content(connection, new SoapTicket(Optional.empty(), ""), skips, call);
            SoapTicket ticket = login(connection, greeting, user, access, skips, call);
            return new SessionLogin(greeting, ticket).withAllContent(connection, skips, call);
        } catch (RemoteException e) {
            throw unopened(VsphereErrors.of(e, "the session of " + user), user);
        } catch (ClassCastException e) {
            throw unopened(VsphereErrors.broken(e, "the session of " + user), user);
        }
    }

    /** The content as it is told to those who are logged in and name a version: without a version, services tell of the oldest. */
    private SessionLogin withAllContent(SoapConnection connection, ReplySkips skips, Call call) throws RemoteException {
        try {
            return new SessionLogin(content(connection, ticket, skips, call), ticket);
        } catch (RemoteException e) {
            leave(connection, skips);
            throw e;
        }
    }

    /** Logs out if that takes a moment only; a session that is left alone ends by itself. */
    void leave(SoapConnection connection, ReplySkips skips) {
        try {
            stubs(new SoapClient(connection, ticket, OwnCall.within(FAREWELL), skips, abort -> {}))
                    .logout(content.getSessionManager());
        } catch (RemoteException e) {
            LOG.log(Level.DEBUG, "leaving the session failed; the service ends it by itself: {0}", e.getMessage());
        }
    }

    /** The API's stubs over that client. */
    static VimPortType stubs(SoapClient client) {
        try {
            return new VimPortType(client);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("the client holds the address", e);
        }
    }

    private static ManagedObjectReference root() {
        ManagedObjectReference root = new ManagedObjectReference();
        root.setType("ServiceInstance");
        root.setVal("ServiceInstance");
        return root;
    }

    private static ServiceContent content(SoapConnection connection, SoapTicket ticket, ReplySkips skips, Call call)
            throws RemoteException {
        SoapClient client = new SoapClient(connection, ticket, call, skips, abort -> {});
        ServiceContent content = stubs(client).retrieveServiceContent(ROOT);
        if (content == null
                || content.getAbout() == null
                || content.getSessionManager() == null
                || content.getPropertyCollector() == null) {
            throw SoapFailure.afterSending(SoapFailure.Reason.FOREIGN, "it does not introduce itself as vSphere", null);
        }
        return content;
    }

    private static SoapTicket login(
            SoapConnection connection, ServiceContent greeting, String user, Access access, ReplySkips skips, Call call)
            throws RemoteException {
        String action = action(greeting);
        SoapClient client =
                new SoapClient(connection, new SoapTicket(Optional.empty(), action), call, skips, abort -> {});
        char[] secret = access.password();
        try {
            Object unused = stubs(client).login(greeting.getSessionManager(), user, new String(secret), null);
        } finally {
            Arrays.fill(secret, '\0');
        }
        if (client.baked().isEmpty()) {
            throw SoapFailure.afterSending(SoapFailure.Reason.FOREIGN, "it let us in without a session", null);
        }
        return new SoapTicket(client.baked(), action);
    }

    /** The newest version that both sides know; a service hides from its answers what is newer than what it is asked for. */
    static String action(ServiceContent greeting) {
        String version = greeting.getAbout().getApiVersion();
        Matcher older = OLDER.matcher(version == null ? "" : version);
        return "urn:vim25/" + (older.find() ? older.group() : NEWEST);
    }

    private static DriverException unopened(DriverException failure, String user) {
        NativeError said = failure.nativeError().orElse(new NativeError("vim25", "", ""));
        Fault means = failure.fault() instanceof Fault.AuthenticationFailed
                ? new Fault.AuthenticationFailed("the service refused user " + user + " or the password")
                : failure.fault();
        return DriverException.refused(means, said, failure.getCause());
    }
}
