package io.polyvisor.vsphere;

import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import io.polyvisor.spi.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.rmi.RemoteException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * yavijava's transport, replaced: one instance serves one request of one session by one deadline. The rest of that interface belongs
 * to transports that keep cookies and timeouts in fields; here it refuses.
 */
final class SoapClient implements Client {
    private final SoapConnection connection;
    private final SoapTicket ticket;
    private final Call call;
    private final ReplySkips skips;
    private final Consumer<Runnable> abortable;
    private Optional<String> baked = Optional.empty();

    SoapClient(
            SoapConnection connection, SoapTicket ticket, Call call, ReplySkips skips, Consumer<Runnable> abortable) {
        this.connection = connection;
        this.ticket = ticket;
        this.call = call;
        this.skips = skips;
        this.abortable = abortable;
    }

    /** The cookie that the reply set. */
    Optional<String> baked() {
        return baked;
    }

    @Override
    public @Nullable Object invoke(String method, Argument[] arguments, @Nullable String returnType)
            throws RemoteException {
        SoapRequest request =
                new SoapRequest(method, ticket.action(), RequestWriter.write(method, arguments), abortable);
        try {
            return connection
                    .post(
                            request,
                            ticket.cookie(),
                            call,
                            cookie -> baked = Optional.of(cookie),
                            body -> Optional.ofNullable(reader(method, body).answer(returnType)))
                    .orElse(null);
        } catch (SoapFailure failure) {
            throw mayEchoSecrets(method) ? failure.withoutWords() : failure;
        } catch (SoapFault fault) {
            throw mayEchoSecrets(method) ? fault.withoutWords() : fault;
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw SoapExchange.broken(e, true);
        }
    }

    private ReplyReader reader(String method, SoapBody body) {
        return new ReplyReader(body, mayEchoSecrets(method) ? ReplySkips.nameless() : skips);
    }

    /** A peer may repeat in its answer what it was sent, in whatever place. */
    private static boolean mayEchoSecrets(String method) {
        return method.startsWith("Login");
    }

    @Override
    public URL getBaseUrl() {
        try {
            return connection.service().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("an address that was connected to", e);
        }
    }

    @Override
    public StringBuffer invokeAsString(String method, Argument[] arguments) {
        throw kept();
    }

    @Override
    public void setBaseUrl(URL url) {
        throw kept();
    }

    @Override
    public String getCookie() {
        throw kept();
    }

    @Override
    public void setCookie(String cookie) {
        throw kept();
    }

    @Override
    public String getVimNameSpace() {
        return RequestWriter.VIM;
    }

    @Override
    public void setVimNameSpace(String namespace) {
        throw kept();
    }

    @Override
    public int getConnectTimeout() {
        throw kept();
    }

    @Override
    public void setConnectTimeout(int millis) {
        throw kept();
    }

    @Override
    public int getReadTimeout() {
        throw kept();
    }

    @Override
    public void setReadTimeout(int millis) {
        throw kept();
    }

    @Override
    public TrustManager getTrustManager() {
        throw kept();
    }

    @Override
    public void setSoapActionOnApiVersion(String version) {
        throw kept();
    }

    @Override
    public String marshall(String method, Argument[] arguments) {
        throw kept();
    }

    @Override
    public Object unMarshall(String type, InputStream reply) {
        throw kept();
    }

    @Override
    public StringBuffer readStream(InputStream stream) {
        throw kept();
    }

    private static UnsupportedOperationException kept() {
        return new UnsupportedOperationException("sessions, deadlines and trust belong to the connection");
    }
}
