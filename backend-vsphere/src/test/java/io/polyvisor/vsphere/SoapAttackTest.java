package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies that mean harm are refused; nothing is fetched, and neither memory nor time runs away. */
final class SoapAttackTest {
    private static final byte[] MEBIBYTE = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    private static StubService stub;
    private static VsphereSession session;

    @BeforeAll
    static void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        session.close();
        stub.close();
    }

    @Test
    void external_entity_of_the_network_is_not_fetched() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        trap.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        trap.start();
        try {
            String place = "http://127.0.0.1:" + trap.getAddress().getPort() + "/";
            answer("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + place + "e\">]>", "&e;");
            assertRefused();
            answer("<!DOCTYPE x SYSTEM \"" + place + "x.dtd\">", "2026-01-02T03:04:05Z");
            assertRefused();
            answer("<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + place + "p\"> %p;]>", "2026-01-02T03:04:05Z");
            assertRefused();
            assertThat(fetched).hasValue(0);
        } finally {
            trap.stop(0);
        }
    }

    @Test
    void external_entity_of_a_file_is_not_read(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("private"), "confidential");
        answer("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + file.toUri() + "\">]>", "&e;");
        assertThat(assertRefused()).hasMessageContaining("entity").hasStackTraceContaining("SoapFailure");
        assertThat(TransportWords.of(assertRefused())).doesNotContain("confidential");
    }

    @Test
    void billion_laughs_are_refused_at_the_door() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        answer(laughs + "]>", "&l11;");
        assertRefused();
    }

    @Test
    void ten_thousand_nested_elements_are_refused() {
        answer("", "<a>".repeat(10_000) + "</a>".repeat(10_000));
        assertThat(assertRefused()).hasMessageContaining("nested");
    }

    @Test
    void nesting_as_deep_as_chains_of_snapshots_is_read() {
        answer("", "<a>".repeat(150) + "</a>".repeat(150) + "2026-01-02T03:04:05Z");
        assertThat(now()).isNotNull();
    }

    @Test
    void gibibyte_of_text_is_refused_after_the_limit() {
        assertGibibyteRefused("<returnval>");
    }

    @Test
    void gibibyte_outside_of_any_text_is_refused_after_the_limit() {
        assertGibibyteRefused("");
    }

    private static void assertGibibyteRefused(String begin) {
        AtomicLong sent = new AtomicLong();
        stub.on(
                "CurrentTime",
                (exchange, request) -> StubService.stream(exchange, out -> {
                    out.write((StubAnswer.OPENING + "<CurrentTimeResponse xmlns=\"urn:vim25\">" + begin)
                            .getBytes(StandardCharsets.UTF_8));
                    for (int i = 0; i < 1024; i++) {
                        out.write(MEBIBYTE);
                        sent.addAndGet(MEBIBYTE.length);
                    }
                }));
        assertRefused();
        assertThat(sent.get()).isLessThan(SoapBody.LIMIT * 3 / 2);
    }

    @Test
    void name_that_never_ends_is_refused() {
        stub.on(
                "CurrentTime",
                (exchange, request) -> StubService.stream(exchange, out -> {
                    out.write((StubAnswer.OPENING + "<").getBytes(StandardCharsets.UTF_8));
                    byte[] name = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 10_000; i++) {
                        out.write(name);
                    }
                }));
        assertRefused();
    }

    @Test
    void types_of_java_cannot_be_named_by_the_peer() {
        stub.on(
                "CurrentTime",
                StubAnswer.of(
                        "CurrentTimeResponse", "<returnval xsi:type=\"VimPortType\">2026-01-02T03:04:05Z</returnval>"));
        long before = session.skips().total();
        Object unused = catchThrowableOfType(DriverException.class, SoapAttackTest::now);
        assertThat(session.skips().total()).isGreaterThan(before);
        assertThat(WireNames.type("VimPortType")).isEmpty();
        assertThat(WireNames.type("mo.ServiceInstance")).isEmpty();
        assertThat(WireNames.type("../Thing")).isEmpty();
    }

    private static void answer(String doctype, String time) {
        stub.on(
                "CurrentTime",
                StubAnswer.raw(
                        200,
                        StubAnswer.XML,
                        "<?xml version=\"1.0\"?>" + doctype
                                + StubAnswer.OPENING.substring(StubAnswer.OPENING.indexOf("?>") + 2)
                                + "<CurrentTimeResponse xmlns=\"urn:vim25\"><returnval>" + time
                                + "</returnval></CurrentTimeResponse>" + StubAnswer.CLOSING));
    }

    private static DriverException assertRefused() {
        DriverException refused = catchThrowableOfType(DriverException.class, SoapAttackTest::now);
        assertThat(refused).isNotNull();
        assertThat(refused.fault().kind()).isEqualTo(ErrorKind.BACKEND_FAULT);
        return refused;
    }

    private static Object now() {
        return session.calls().read("the clock", TestCall.ofSeconds(30), vim -> vim.currentTime(SessionLogin.ROOT));
    }
}
