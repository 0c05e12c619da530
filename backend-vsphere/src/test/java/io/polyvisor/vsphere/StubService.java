package io.polyvisor.vsphere;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service of which a test writes each word. Unless told otherwise it introduces itself, lets everybody in, each time under another
 * cookie, and knows the time.
 */
final class StubService implements AutoCloseable {
    static final String USER = "operator";
    static final String PASSWORD = "gr3at <secret> & \"quoted\"";

    private static final Pattern METHOD = Pattern.compile("<(\\w+) xmlns=\"urn:vim25\"");
    private static final String CONTENT = """
            <RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>
            <rootFolder type="Folder">group-d1</rootFolder>
            <propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>
            <about><name>stub</name><fullName>stub</fullName><vendor>nobody</vendor><version>6.0.0</version><build>1</build>
            <osType>none</osType><productLineId>vpx</productLineId><apiType>VirtualCenter</apiType>
            <apiVersion>6.0</apiVersion><instanceUuid>%s</instanceUuid></about>
            <sessionManager type="SessionManager">SessionManager</sessionManager>
            </returnval></RetrieveServiceContentResponse>
            """;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, StubAnswer> answers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();

    /** A request that came in. */
    record Received(String method, Optional<String> cookie, String body) {}

    private StubService(HttpsServer server) {
        this.server = server;
    }

    static StubService open() {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(StubCertificate.only().context()));
            StubService stub = new StubService(server);
            stub.introducedAs("11111111-1111-1111-1111-111111111111");
            stub.on("Login", stub::letIn);
            stub.on("Logout", StubAnswer.of("LogoutResponse", ""));
            stub.on(
                    "CurrentTime",
                    StubAnswer.of("CurrentTimeResponse", "<returnval>2026-01-02T03:04:05.5Z</returnval>"));
            server.createContext("/", stub::answer);
            server.setExecutor(stub.threads);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on that method is answered so. */
    void on(String method, StubAnswer answer) {
        answers.put(method, answer);
    }

    /** From now on it says that it is that service. */
    void introducedAs(String uuid) {
        on("RetrieveServiceContent", StubAnswer.body(CONTENT.formatted(uuid)));
    }

    /** Lets everybody in, under a new cookie. */
    void letIn(HttpExchange exchange, Received request) throws IOException {
        exchange.getResponseHeaders()
                .add(
                        "Set-Cookie",
                        "vmware_soap_session=\"session-" + logins.incrementAndGet() + "\"; Path=/; HttpOnly");
        StubAnswer.of(
                        "LoginResponse",
                        "<returnval><key>k</key><userName>operator</userName><fullName>o</fullName>"
                                + "<loginTime>2026-01-02T03:04:05Z</loginTime>"
                                + "<lastActiveTime>2026-01-02T03:04:05Z</lastActiveTime><locale>en</locale>"
                                + "<messageLocale>en</messageLocale></returnval>")
                .to(exchange, request);
    }

    int received(String method) {
        return (int)
                received.stream().filter(each -> each.method().equals(method)).count();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    /** How often somebody logged in. */
    int logins() {
        return logins.get();
    }

    Access access() {
        return Access.none()
                .withPassword(USER, PASSWORD.toCharArray())
                .pinned(StubCertificate.only().fingerprint());
    }

    VsphereAddress address() {
        return VsphereAddress.parse(
                EndpointUri.parse("vsphere://127.0.0.1:" + server.getAddress().getPort()));
    }

    VsphereSession session(Call call) {
        return VsphereSession.open(address(), access(), call);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body;
            try (InputStream in = exchange.getRequestBody()) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            Matcher method = METHOD.matcher(body);
            Received request = new Received(
                    method.find() ? method.group(1) : "?",
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")),
                    body);
            received.add(request);
            answers.getOrDefault(request.method(), StubAnswer.fault("MethodNotFound"))
                    .to(exchange, request);
        }
    }

    /** Sends bytes as they are made; the other side may hang up. */
    static void stream(HttpExchange exchange, Writing writing) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            writing.to(out);
        }
    }

    /** Writes a reply's body. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
