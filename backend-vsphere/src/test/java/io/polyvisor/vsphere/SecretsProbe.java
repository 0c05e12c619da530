package io.polyvisor.vsphere;

import com.sun.net.httpserver.HttpExchange;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs in a JVM of its own with every logger at its loudest, and prints whatever can be printed of sessions and their failures. */
final class SecretsProbe {
    private static final List<StubAnswer> ECHOES = List.of(
            (exchange, request) -> StubAnswer.fault(
                            "InvalidLogin", request.body().replace("<", "&lt;"))
                    .to(exchange, request),
            (exchange, request) -> StubAnswer.fault("Fault" + request.body().replaceAll("\\W", ""))
                    .to(exchange, request),
            (exchange, request) ->
                    StubAnswer.raw(200, StubAnswer.XML, request.body()).to(exchange, request),
            (exchange, request) -> StubAnswer.raw(
                            200, StubAnswer.XML, request.body().replace("</", "<"))
                    .to(exchange, request),
            (exchange, request) -> StubAnswer.raw(200, StubAnswer.XML, "<!DOCTYPE x [" + request.body() + "]>")
                    .to(exchange, request),
            (exchange, request) ->
                    StubAnswer.raw(200, "text/" + secret(request), "").to(exchange, request),
            (exchange, request) ->
                    StubAnswer.raw(404, "text/plain", request.body()).to(exchange, request),
            (exchange, request) -> StubAnswer.of(
                            "LoginResponse",
                            "<returnval xsi:type=\"" + secret(request) + "\"><" + secret(request) + "/>")
                    .to(exchange, request),
            SecretsProbe::cutShort,
            StubAnswer.hangUp());

    private SecretsProbe() {}

    public static void main(String[] arguments) {
        logEverything();
        try (StubService stub = StubService.open()) {
            try (VsphereSession session = stub.session(TestCall.ofSeconds(20))) {
                print(stub.access(), stub.address(), session, session.ticket(), session.calls(), session.content());
                print(new SoapRequest("Login", "urn:vim25/6.0", new byte[0], abort -> {}));
                Object now = session.calls()
                        .read("the clock", TestCall.ofSeconds(10), vim -> vim.currentTime(SessionLogin.ROOT));
                print(now);
            }
            for (StubAnswer echo : ECHOES) {
                stub.on("Login", echo);
                attempt(stub);
            }
        }
        System.out.println("probe ended");
        System.exit(0);
    }

    private static void attempt(StubService stub) {
        try (VsphereSession session = stub.session(TestCall.ofSeconds(20))) {
            print(session);
        } catch (DriverException e) {
            print(e, e.fault(), e.nativeError(), TransportWords.of(e));
        }
    }

    private static String secret(StubService.Received request) {
        return request.body().replaceAll("(?s).*<password>(\\w+).*", "$1");
    }

    private static void cutShort(HttpExchange exchange, StubService.Received request) throws IOException {
        byte[] echo = request.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", StubAnswer.XML);
        exchange.sendResponseHeaders(200, echo.length + 100L);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(echo);
            throw new IOException("cut short, as the test wants it");
        }
    }

    private static void print(Object... things) {
        for (Object each : things) {
            System.out.println(each);
        }
    }

    /** The stub's own server is left out: it is not the product. */
    private static void logEverything() {
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(console);
        root.setLevel(Level.ALL);
        Logger.getLogger("com.sun.net.httpserver").setLevel(Level.OFF);
    }
}
