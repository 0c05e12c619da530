package io.polyvisor.vsphere;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides about the peer of one connection: by a chain of trust that includes validity and host name, or by one pinned fingerprint
 * alone, as that names the very certificate. A refusal always tells the fingerprint that was presented.
 *
 * <p>Thread-safe.
 */
final class SoapTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chains;
    private final Optional<CertificateFingerprint> pinned;

    SoapTrust(X509ExtendedTrustManager chains, Optional<CertificateFingerprint> pinned) {
        this.chains = chains;
        this.pinned = pinned;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge(chain, () -> chains.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge(chain, () -> chains.checkServerTrusted(chain, type, socket));
    }

    /** Without an engine nobody tells the host's name, so this is never enough. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a peer without a name is not trusted");
    }

    private void judge(X509Certificate[] chain, Judgement byChain) throws CertificateException {
        CertificateFingerprint presented = CertificateFingerprint.of(chain[0]);
        if (pinned.isPresent()) {
            if (!pinned.get().equals(presented)) {
                throw new UntrustedCertificate(
                        "the certificate is not the pinned one, " + pinned.get(), presented.toString());
            }
            return;
        }
        try {
            byChain.pass();
        } catch (CertificateException e) {
            throw new UntrustedCertificate(reason(chain[0], e), presented.toString(), e);
        }
    }

    private static String reason(X509Certificate certificate, CertificateException refusal) {
        try {
            certificate.checkValidity();
        } catch (CertificateException outsideItsTime) {
            return "the certificate is valid from "
                    + certificate.getNotBefore().toInstant() + " to "
                    + certificate.getNotAfter().toInstant() + " only";
        }
        return "the certificate was refused: " + refusal.getMessage();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }

    private interface Judgement {
        void pass() throws CertificateException;
    }
}
