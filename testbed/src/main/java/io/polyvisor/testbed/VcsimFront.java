package io.polyvisor.testbed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.polyvisor.Access;
import java.net.URI;
import java.util.Map;

/**
 * A server in front of a simulated vCenter that hands everything on and back, but for the faults that a test lets strike; it counts what
 * passes, per SOAP method. What is no SOAP is counted by its HTTP method and path: {@code PUT /folder/a.iso}.
 *
 * <p>A test of its own needs WireMock ({@code wiremock-standalone}) on its class path: the testbed does not bring it along. JVM-wide
 * choices of TLS, XML parsers and proxies stay as they are. Thread-safe.
 */
public final class VcsimFront implements AutoCloseable {

    private static final String STORE_PASSWORD = "front-door";
    private static final int THREADS = 60;

    private final Vcsim vcsim;
    private final WireFaults faults = new WireFaults();
    private final WireMockServer server;

    private VcsimFront(Vcsim vcsim, VcsimCertificate shown) {
        this.vcsim = vcsim;
        this.server =
                new WireMockServer(configuration(vcsim, shown).extensions(new WireCrossing(faults, vcsim.outsider())));
    }

    /** Opens a front with a right certificate; blocks for about a second the first time. */
    public static VcsimFront before(Vcsim vcsim) {
        return before(vcsim, VcsimCertificate.RIGHT);
    }

    /** Opens a front that shows that certificate. */
    public static VcsimFront before(Vcsim vcsim, VcsimCertificate shown) {
        VcsimFront front = new VcsimFront(vcsim, shown);
        front.server.start();
        front.server.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom("https://" + vcsim.address())));
        return front;
    }

    private static WireMockConfiguration configuration(Vcsim vcsim, VcsimCertificate shown) {
        return wireMockConfig()
                .httpDisabled(true)
                .dynamicHttpsPort()
                .http2TlsDisabled(true)
                .bindAddress("127.0.0.1")
                .keystorePath(
                        vcsim.certificates().keyStore(shown, STORE_PASSWORD).toString())
                .keystoreType("PKCS12")
                .keystorePassword(STORE_PASSWORD)
                .keyManagerPassword(STORE_PASSWORD)
                .trustAllProxyTargets(true)
                .containerThreads(THREADS)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                // Else WireMock sets system properties that choose XML parsers for the whole JVM.
                .disableOptimizeXmlFactoriesLoading(true);
    }

    /** Host and port: {@code 127.0.0.1:40123}. */
    public String address() {
        return "127.0.0.1:" + server.httpsPort();
    }

    /** Where the SOAP service listens behind it: {@code https://127.0.0.1:40123/sdk}. */
    public URI sdk() {
        return URI.create("https://" + address() + "/sdk");
    }

    /** The vCenter's user with the password, and trust in the authority that both use. */
    public Access access() {
        return vcsim.access();
    }

    /** From now on this fault strikes, until {@link #calm}; the first of several that match. Returns the fault. */
    public WireFault strike(WireFault fault) {
        faults.add(fault);
        return fault;
    }

    /** No fault strikes any more. */
    public void calm() {
        faults.clear();
    }

    /** How often a fault has struck since {@link #strike}. */
    public int struck(WireFault fault) {
        return faults.struck(fault);
    }

    /** How often requests of a method arrived here since the last {@link #forget}. */
    public int received(String method) {
        return faults.received().getOrDefault(method, 0);
    }

    /** How often requests of a method reached the vCenter and were answered by it since the last {@link #forget}. */
    public int forwarded(String method) {
        return faults.forwarded().getOrDefault(method, 0);
    }

    /** What arrived here since the last {@link #forget}, by method. */
    public Map<String, Integer> received() {
        return faults.received();
    }

    /** What reached the vCenter and was answered by it since the last {@link #forget}, by method. */
    public Map<String, Integer> forwarded() {
        return faults.forwarded();
    }

    /** Begins to count anew. */
    public void forget() {
        faults.forget();
    }

    /** Ends the front; the vCenter stays. */
    @Override
    public void close() {
        calm();
        server.stop();
    }

    @Override
    public String toString() {
        return "front at " + sdk() + " of the " + vcsim;
    }
}
