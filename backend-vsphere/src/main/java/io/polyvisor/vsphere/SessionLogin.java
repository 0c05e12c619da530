package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VimPortType;
import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.net.MalformedURLException;
import java.rmi.RemoteException;
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
    private static final String NEWEST = "6.0";
    private static final Pattern OLDER = Pattern.compile("^[1-5]\\.\\d+");

    /** Logs in; what fails leaves no session behind that somebody knows of. */
    static SessionLogin in(SoapConnection connection, Access access, ReplySkips skips, Call call) {
        String user = access.user()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> DriverException.refused(
                        new Fault.AuthenticationFailed("vSphere takes no one without a user name and a password")));
        try {
            ServiceContent greeting = content(connection, new SoapTicket(Optional.empty(), ""), skips, call);
            String action = action(greeting);
            SoapTicket ticket = login(connection, greeting, action, user, access, skips, call);
            return new SessionLogin(content(connection, ticket, skips, call), ticket);
        } catch (RemoteException e) {
            throw unopened(e, user);
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
            throws RemoteException, MalformedURLException {
        SoapClient client = new SoapClient(connection, ticket, call, skips, abort -> {});
        ServiceContent content = new VimPortType(client).retrieveServiceContent(ROOT);
        if (content == null
                || content.getAbout() == null
                || content.getSessionManager() == null
                || content.getPropertyCollector() == null) {
            throw SoapFailure.afterSending(SoapFailure.Reason.FOREIGN, "it does not introduce itself as vSphere", null);
        }
        return content;
    }

    private static SoapTicket login(
            SoapConnection connection,
            ServiceContent greeting,
            String action,
            String user,
            Access access,
            ReplySkips skips,
            Call call)
            throws RemoteException, MalformedURLException {
        SoapClient client =
                new SoapClient(connection, new SoapTicket(Optional.empty(), action), call, skips, abort -> {});
        char[] secret = access.password();
        try {
            Object unused = new VimPortType(client).login(greeting.getSessionManager(), user, new String(secret), null);
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

    /** Nothing was changed by what failed here. */
    private static DriverException unopened(RemoteException thrown, String user) {
        DriverException failure = VsphereErrors.of(thrown, "the session of " + user);
        NativeError said = failure.nativeError().orElse(new NativeError("vim25", "", ""));
        boolean credentials = failure.fault() instanceof Fault.AuthenticationFailed;
        Fault means = credentials
                ? new Fault.AuthenticationFailed("the service refused user " + user + " or the password")
                : failure.fault();
        return DriverException.refused(means, said, failure.getCause());
    }
}
