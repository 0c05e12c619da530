package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealSite.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.RemoteAccess;
import io.polyvisor.testbed.Transport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways into a host over the network, as users take them. */
@Tag("real")
final class RealRemoteTest {
    private static LibvirtHost open;
    private static LibvirtHost guarded;
    private static Polyvisor polyvisor;

    @BeforeAll
    static void start() {
        polyvisor = Polyvisor.open();
        open = RealSite.hostNamed(
                "open", plan -> plan.reachableBy(Transport.TCP).reachableBy(Transport.TLS));
        guarded = RealSite.hostNamed("guarded", plan -> plan.reachableBy(Transport.TLS_AND_PASSWORD));
    }

    @AfterAll
    static void stop() {
        polyvisor.close();
        if (guarded != null) {
            guarded.close();
        }
        if (open != null) {
            open.close();
        }
    }

    private static PolyvisorException refused(String uri, Access access) {
        PolyvisorException refused =
                failure(() -> polyvisor.connect(uri, access).close());
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        return refused;
    }

    private static void leadsTo(String host, String uri, Access access) {
        try (Endpoint endpoint = polyvisor.connect(uri, access, RealSite.options())) {
            assertThat(endpoint.inventory(io.polyvisor.model.InventoryField.HOSTS)
                            .hosts())
                    .singleElement()
                    .satisfies(found -> assertThat(found.name()).isEqualTo(host));
        }
    }

    @Test
    void plaintext_is_refused_unless_it_is_spelled_out() {
        String uri = open.access(Transport.TCP).uri();

        PolyvisorException refused = refused(uri, Access.none());

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_SPEC);
        leadsTo("open", uri, Access.none().insecurelyAllowingPlaintext());
    }

    @Test
    void client_certificates_let_in_over_tls() {
        leadsTo("open", open.access(Transport.TLS).uri(), Access.none());
    }

    @Test
    void a_host_whose_authority_is_unknown_is_not_trusted() {
        String otherAuthority = guarded.access(Transport.TLS_AND_PASSWORD).uri().replaceFirst(".*pkipath=", "");
        String uri = open.access(Transport.TLS).uri().replaceFirst("pkipath=.*", "pkipath=" + otherAuthority);

        assertThat(refused(uri, Access.none()).kind()).isEqualTo(ErrorKind.UNTRUSTED);
    }

    @Test
    void the_right_password_lets_in() {
        RemoteAccess.Login login = login();
        leadsTo(
                "guarded",
                guarded.access(Transport.TLS_AND_PASSWORD).uri(),
                Access.none().withPassword(login.user(), login.password().toCharArray()));
    }

    @Test
    void a_wrong_password_is_refused_and_repeated_nowhere() {
        Access wrong = Access.none().withPassword(login().user(), "hunter2-not-it".toCharArray());

        PolyvisorException refused =
                refused(guarded.access(Transport.TLS_AND_PASSWORD).uri(), wrong);

        assertThat(refused.kind()).isEqualTo(ErrorKind.AUTHENTICATION_FAILED);
        assertThat(wrong.toString()).doesNotContain("hunter2");
        assertThat(everythingToldBy(refused)).doesNotContain("hunter2");
    }

    @Test
    void no_password_is_an_authentication_failure() {
        PolyvisorException refused =
                refused(guarded.access(Transport.TLS_AND_PASSWORD).uri(), Access.none());

        assertThat(refused.kind()).isEqualTo(ErrorKind.AUTHENTICATION_FAILED);
    }

    @Test
    void a_port_where_nobody_listens_is_unreachable() {
        String uri = open.access(Transport.TLS).uri().replaceFirst(":\\d+/", ":1/");

        assertThat(refused(uri, Access.none()).kind()).isEqualTo(ErrorKind.UNREACHABLE);
    }

    private static RemoteAccess.Login login() {
        return Objects.requireNonNull(guarded.access(Transport.TLS_AND_PASSWORD).login());
    }

    /** Message, causes with their stacks, native error, context. */
    private static String everythingToldBy(PolyvisorException refused) {
        StringWriter told = new StringWriter();
        refused.printStackTrace(new PrintWriter(told, true));
        return told + " " + refused.nativeError() + " " + refused.context() + " " + refused.fault();
    }
}
