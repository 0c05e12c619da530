package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SimulatedVCenters
@TestInstance(Lifecycle.PER_CLASS)
final class VcsimFrontTests {

    private static final SoapMessage.ObjectRef ROOT = new SoapMessage.ObjectRef("Folder", "group-d1");
    private static final Duration SHORT = Duration.ofMillis(700);

    private final Map<String, String> propertiesBefore = propertiesOfTheJdk();
    private final Object socketsBefore = HttpsURLConnection.getDefaultSSLSocketFactory();
    private final Object verifierBefore = HttpsURLConnection.getDefaultHostnameVerifier();
    private Vcsim vcsim;
    private VcsimFront front;
    private HttpClient http;

    @BeforeAll
    void start() {
        vcsim = Vcsim.vCenter().guests(1).start();
        front = VcsimFront.before(vcsim);
    }

    @AfterAll
    void close() {
        front.close();
        vcsim.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        front.calm();
        http = HttpClient.newBuilder()
                .sslContext(vcsim.certificates().trust())
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        XmlElement login = SoapMessage.request("Login", new SoapMessage.ObjectRef("SessionManager", "SessionManager"));
        login.add("userName").text(vcsim.user());
        login.add("password").text(vcsim.password());
        assertThat(send(login).statusCode()).isEqualTo(200);
        front.forget();
    }

    @Test
    void sound_front_hands_everything_on_and_counts_it() throws Exception {
        assertThat(make("plain").statusCode()).isEqualTo(200);
        assertThat(front.received("CreateFolder")).isOne();
        assertThat(front.forwarded("CreateFolder")).isOne();
        assertThat(exists("plain")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "EMPTY", "REPLY_LOST"})
    void lost_exchange_breaks_the_connection_and_only_a_lost_reply_takes_effect(WireMishap mishap) {
        front.strike(WireFault.first("CreateFolder", mishap));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> make(mishap.name()));
        assertThat(front.received("CreateFolder")).isOne();
        assertThat(front.forwarded("CreateFolder")).isEqualTo(mishap == WireMishap.REPLY_LOST ? 1 : 0);
        assertThat(exists(mishap.name())).isEqualTo(mishap == WireMishap.REPLY_LOST);
    }

    @Test
    void delayed_reply_begins_late() throws Exception {
        front.strike(WireFault.first("CreateFolder", WireMishap.DELAY).by(SHORT));
        long began = System.nanoTime();
        HttpResponse<String> response = make("late");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SHORT);
        assertThat(response.body()).contains("CreateFolderResponse");
    }

    @Test
    void dribbled_reply_begins_at_once_and_ends_late() throws Exception {
        front.strike(WireFault.first("CreateFolder", WireMishap.DRIBBLE).by(SHORT));
        long began = System.nanoTime();
        HttpResponse<InputStream> response = http.send(folder("dribble"), BodyHandlers.ofInputStream());
        Duration first = Duration.ofNanos(System.nanoTime() - began);
        String whole = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(whole).contains("CreateFolderResponse").endsWith("Envelope>");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(first.plus(SHORT.dividedBy(2)));
    }

    @Test
    void garbage_and_half_replies_come_after_the_effect_and_are_no_xml() throws Exception {
        for (WireMishap mishap : new WireMishap[] {WireMishap.GARBAGE, WireMishap.TRUNCATED}) {
            front.strike(WireFault.first("CreateFolder", mishap));
            HttpResponse<byte[]> response = http.send(folder(mishap.name()), BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThatExceptionOfType(TestbedFailure.class).isThrownBy(() -> SoapMessage.response(response.body()));
            assertThat(exists(mishap.name())).isTrue();
            front.calm();
        }
    }

    @Test
    void busy_page_redirection_and_unknown_fault_come_without_the_effect() throws Exception {
        front.strike(WireFault.first("CreateFolder", WireMishap.UNAVAILABLE));
        front.strike(WireFault.first("CreateFolder", WireMishap.REDIRECT).from(2));
        front.strike(WireFault.first("CreateFolder", WireMishap.UNKNOWN_FAULT).from(3));
        assertThat(make("never").statusCode()).isEqualTo(503);
        assertThat(make("never").statusCode()).isEqualTo(302);
        HttpResponse<byte[]> refused = http.send(folder("never"), BodyHandlers.ofByteArray());
        assertThatExceptionOfType(SoapFailure.class)
                .isThrownBy(() -> SoapMessage.response(refused.body()))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo("FutureFault"));
        assertThat(exists("never")).isFalse();
        assertThat(front.forwarded()).doesNotContainKey("CreateFolder");
    }

    @Test
    void reply_of_the_future_holds_more_than_is_known() throws Exception {
        front.strike(WireFault.every("*", WireMishap.UNKNOWN_TYPE));
        assertThat(make("future").body()).contains("CreateFolderResponse", "FutureInfo", "folder-");
        String read = send(reading()).body();
        assertThat(read).contains("<name>future</name>", "FutureInfo", "Datacenters");
    }

    @Test
    void expired_session_shows_as_a_fault_or_as_missing_properties() throws Exception {
        front.strike(WireFault.first("CreateFolder", WireMishap.SESSION_EXPIRED));
        assertThat(make("expired").body()).contains("NotAuthenticated");
        assertThat(make("expired").body()).contains("NotAuthenticated");
        HttpResponse<String> read = send(reading());
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).contains("missingSet", "NotAuthenticated").doesNotContain("Datacenters");
        assertThat(exists("expired")).isFalse();
    }

    @Test
    void wrong_certificate_is_shown_to_those_who_come_to_the_front() {
        try (VcsimFront wrong = VcsimFront.before(vcsim, VcsimCertificate.WRONG_NAME)) {
            HttpRequest request = HttpRequest.newBuilder(wrong.sdk()).build();
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> http.send(request, BodyHandlers.discarding()));
        }
    }

    @Test
    void nothing_that_others_in_the_jvm_use_is_changed() {
        assertThat(propertiesOfTheJdk()).isEqualTo(propertiesBefore);
        assertThat(HttpsURLConnection.getDefaultSSLSocketFactory()).isSameAs(socketsBefore);
        assertThat(HttpsURLConnection.getDefaultHostnameVerifier()).isSameAs(verifierBefore);
    }

    /** Jetty leaves a version of its own and a switch of its own there. */
    private static Map<String, String> propertiesOfTheJdk() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("java") || name.startsWith("jdk") || name.startsWith("org.w3c"))
                .collect(Collectors.toMap(name -> name, System::getProperty));
    }

    private HttpResponse<String> make(String name) throws Exception {
        return http.send(folder(name), BodyHandlers.ofString());
    }

    private HttpRequest folder(String name) {
        XmlElement making = SoapMessage.request("CreateFolder", ROOT);
        making.add("name").text(name);
        return request(making);
    }

    private XmlElement reading() {
        XmlElement reading = SoapMessage.request(
                "RetrievePropertiesEx", new SoapMessage.ObjectRef("PropertyCollector", "propertyCollector"));
        XmlElement filter = reading.add("specSet");
        XmlElement wanted = filter.add("propSet");
        wanted.add("type").text("Folder");
        wanted.add("pathSet").text("name");
        SoapMessage.reference(filter.add("objectSet"), "obj", ROOT);
        reading.add("options");
        return reading;
    }

    private HttpResponse<String> send(XmlElement method) throws Exception {
        return http.send(request(method), BodyHandlers.ofString());
    }

    private HttpRequest request(XmlElement method) {
        return HttpRequest.newBuilder(front.sdk())
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(method.document()))
                .build();
    }

    /** Past the front. */
    private boolean exists(String folder) {
        return vcsim.equipment().folders().contains(folder);
    }
}
