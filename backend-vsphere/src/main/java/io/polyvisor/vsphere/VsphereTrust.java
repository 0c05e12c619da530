package io.polyvisor.vsphere;

import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom one connection trusts, as its own SSL context: a pinned certificate, an authority's, or what the system trusts. */
final class VsphereTrust {

    private VsphereTrust() {}

    /** A context for one connection; nothing that the whole JVM uses is touched. */
    static SSLContext context(Access access) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust(access)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw DriverException.refused(new Fault.BackendFault("this Java has no usable TLS: " + e.getMessage()));
        }
    }

    private static TrustManager trust(Access access) throws GeneralSecurityException {
        if (access.fingerprint().isPresent()) {
            return new PinnedTrust(fingerprint(access.fingerprint().get()));
        }
        Optional<KeyStore> authorities = access.certificateAuthority().map(VsphereTrust::authorities);
        return new SoapTrust(chains(authorities.orElse(null)));
    }

    private static CertificateFingerprint fingerprint(String text) {
        try {
            return CertificateFingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("access.fingerprint", String.valueOf(e.getMessage()));
        }
    }

    private static KeyStore authorities(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw invalid("access.certificateAuthority", file + " holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : found) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw invalid("access.certificateAuthority", file + " cannot be read as PEM: " + e);
        }
    }

    private static X509ExtendedTrustManager chains(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
    }

    private static DriverException invalid(String path, String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }
}
