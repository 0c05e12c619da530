package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.DriverException;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a connection trusts, and that nobody else in the JVM trusts anybody more for it. */
@SimulatedVCenters
final class VsphereTlsTest {

    @Test
    void authority_of_the_certificate_is_enough() {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            assertThat(apiType(vcsim, vcsim.access())).isEqualTo("VirtualCenter");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VcsimCertificate.class,
            names = {"WRONG_NAME", "EXPIRED", "UNKNOWN_ISSUER"})
    void wrong_certificate_is_refused_with_its_fingerprint(VcsimCertificate shown) {
        try (Vcsim vcsim = Vcsim.vCenter().showing(shown).start()) {
            DriverException refused = catchThrowableOfType(DriverException.class, () -> apiType(vcsim, vcsim.access()));
            System.out.println(shown + ": " + refused.getMessage());
            assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNTRUSTED);
            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(refused.getMessage().replace(":", "").toLowerCase(Locale.ROOT))
                    .contains(vcsim.fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(VcsimCertificate.class)
    void pinned_certificate_is_trusted_whatever_else_is_wrong_with_it(VcsimCertificate shown) {
        try (Vcsim vcsim = Vcsim.vCenter().showing(shown).start()) {
            assertThat(apiType(vcsim, credentials(vcsim).pinned(vcsim.fingerprint())))
                    .isEqualTo("VirtualCenter");
        }
    }

    @Test
    void another_certificate_than_the_pinned_one_is_refused_though_its_authority_is_trusted() {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            String other = "ab".repeat(32);
            DriverException refused = catchThrowableOfType(
                    DriverException.class, () -> apiType(vcsim, vcsim.access().pinned(other)));
            assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNTRUSTED);
            assertThat(((Fault.Untrusted) refused.fault())
                            .fingerprint()
                            .map(f -> f.replace(":", "").toLowerCase(Locale.ROOT)))
                    .contains(vcsim.fingerprint());
        }
    }

    @Test
    void system_does_not_trust_an_authority_of_a_test() {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            DriverException refused =
                    catchThrowableOfType(DriverException.class, () -> apiType(vcsim, credentials(vcsim)));
            assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNTRUSTED);
        }
    }

    @Test
    void trust_of_one_connection_is_not_that_of_another() {
        try (Vcsim one = Vcsim.vCenter().start();
                Vcsim other = Vcsim.vCenter().start()) {
            assertThat(apiType(one, one.access())).isEqualTo("VirtualCenter");
            DriverException refused = catchThrowableOfType(
                    DriverException.class,
                    () -> apiType(other, credentials(other).trusting(one.authority())));
            assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNTRUSTED);
            assertThat(apiType(other, other.access())).isEqualTo("VirtualCenter");
        }
    }

    @Test
    void what_the_whole_jvm_uses_is_as_before() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        Object sockets = HttpsURLConnection.getDefaultSSLSocketFactory();
        Object verifier = HttpsURLConnection.getDefaultHostnameVerifier();
        Properties properties = (Properties) System.getProperties().clone();
        try (Vcsim vcsim = Vcsim.vCenter().showing(VcsimCertificate.WRONG_NAME).start()) {
            assertThat(apiType(vcsim, credentials(vcsim).pinned(vcsim.fingerprint())))
                    .isEqualTo("VirtualCenter");
            Object unused = catchThrowableOfType(DriverException.class, () -> apiType(vcsim, vcsim.access()));
        }
        assertThat(SSLContext.getDefault()).isSameAs(context);
        assertThat(HttpsURLConnection.getDefaultSSLSocketFactory()).isSameAs(sockets);
        assertThat(HttpsURLConnection.getDefaultHostnameVerifier()).isSameAs(verifier);
        assertThat(System.getProperties()).isEqualTo(properties);
    }

    @Test
    void unusable_trust_is_said_before_anything_is_sent(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        for (Access access : new Access[] {
            Access.none().trusting(file),
            Access.none().trusting(directory.resolve("none.pem")),
            Access.none().pinned("12:34")
        }) {
            DriverException refused = catchThrowableOfType(DriverException.class, () -> VsphereTrust.context(access));
            assertThat(refused.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC);
        }
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThat(catchThrowableOfType(
                        DriverException.class,
                        () -> VsphereTrust.context(Access.none().trusting(empty))))
                .hasMessageContaining("no certificate");
    }

    private static Access credentials(Vcsim vcsim) {
        return Access.none().withPassword(vcsim.user(), vcsim.password().toCharArray());
    }

    private static String apiType(Vcsim vcsim, Access access) {
        VsphereAddress address = VsphereAddress.parse(EndpointUri.parse("vsphere://" + vcsim.address()));
        try (VsphereSession session = VsphereSession.open(address, access, TestCall.ofSeconds(20))) {
            return session.about().getApiType();
        }
    }
}
