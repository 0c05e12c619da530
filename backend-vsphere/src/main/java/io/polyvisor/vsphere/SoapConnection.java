package io.polyvisor.vsphere;

import io.polyvisor.spi.Call;
import io.polyvisor.vsphere.SoapFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one endpoint: a client, a TLS context and threads of its own. Redirects are not followed, nothing is sent twice,
 * and a reply is looked at only when status and content type are those of the service.
 *
 * <p>Thread-safe.
 */
final class SoapConnection implements AutoCloseable {
    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

    private static final int IDLE_SECONDS = 10;

    private final URI service;
    private final Set<SoapExchange> running = ConcurrentHashMap.newKeySet();

    /** Let go of at closing: Java 17 cannot close a client, but ends its thread and connections when nobody holds it. */
    private volatile @Nullable HttpClient http;

    SoapConnection(URI service, SSLContext trust) {
        this.service = service;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .executor(threads("polyvisor vsphere " + service.getHost()))
                .build();
    }

    private static Executor threads(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    URI service() {
        return service;
    }

    /**
     * Sends one request and hands the reply's body to {@code reader}, all by the call's deadline.
     *
     * @param cookie the session's, if there is one
     * @param baked takes the cookie that the reply sets, if it sets one
     */
    <T> T post(SoapRequest request, Optional<String> cookie, Call call, Consumer<String> baked, SoapReader<T> reader)
            throws IOException {
        HttpClient client = http;
        if (client == null) {
            throw SoapFailure.unsent(Reason.UNREACHABLE, "the endpoint was closed", null);
        }
        if (call.remaining().isZero() || call.remaining().isNegative()) {
            throw SoapExchange.late("about to send " + request.method(), false);
        }
        SoapExchange exchange = SoapExchange.begin(client, head(request, cookie), request.content(), call);
        running.add(exchange);
        request.abortable().accept(exchange::abort);
        try {
            HttpResponse<SoapBody> reply = exchange.await();
            try (SoapBody body = reply.body()) {
                requireService(reply);
                cookie(reply).ifPresent(baked);
                return reader.read(body);
            }
        } finally {
            running.remove(exchange);
        }
    }

    private HttpRequest.Builder head(SoapRequest request, Optional<String> cookie) {
        HttpRequest.Builder head = HttpRequest.newBuilder(service)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", request.action());
        cookie.ifPresent(value -> head.header("Cookie", value));
        return head;
    }

    private static void requireService(HttpResponse<?> reply) throws SoapFailure {
        int status = reply.statusCode();
        if (status != 200 && status != 500) {
            Reason reason = AWAY.contains(status) ? Reason.UNREACHABLE : Reason.FOREIGN;
            String why = status / 100 == 3
                    ? "it redirects with HTTP status " + status + ", which is not followed"
                    : "it answers with HTTP status " + status;
            throw SoapFailure.afterSending(reason, why, null);
        }
        String type = reply.headers().firstValue("Content-Type").orElse("nothing");
        String bare = type.toLowerCase(Locale.ROOT);
        if (!bare.startsWith("text/xml") && !bare.startsWith("application/soap+xml")) {
            String shown = type.length() > 60 ? type.substring(0, 60) : type;
            throw SoapFailure.afterSending(
                    status == 500 ? Reason.UNREACHABLE : Reason.FOREIGN,
                    "it answers with " + shown + " where XML should be, HTTP status " + status,
                    null);
        }
    }

    private static Optional<String> cookie(HttpResponse<?> reply) {
        return reply.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("vmware_soap_session="))
                .map(set -> set.split(";", 2)[0])
                .findFirst();
    }

    /** Gives up what is under way; nothing is sent any more. */
    @Override
    public void close() {
        http = null;
        running.forEach(SoapExchange::abort);
    }

    /** Reads a reply's body. */
    @FunctionalInterface
    interface SoapReader<T> {
        T read(SoapBody body) throws IOException;
    }
}
