package io.polyvisor.vsphere;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one certificate of a fingerprint, whoever signed it and whatever name it bears: the fingerprint names the very
 * certificate, and self-signed ones of ESXi hosts bear no name that fits.
 *
 * <p>Thread-safe.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final CertificateFingerprint pinned;

    PinnedTrust(CertificateFingerprint pinned) {
        this.pinned = pinned;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        CertificateFingerprint presented = CertificateFingerprint.of(chain[0]);
        if (!pinned.equals(presented)) {
            throw new UntrustedCertificate("the certificate is not the pinned one, " + pinned, presented.toString());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
