package io.polyvisor.vsphere;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides about the peer of one connection by a chain of trust, which includes validity and host name. A refusal tells the
 * fingerprint that was presented.
 *
 * <p>Thread-safe.
 */
final class SoapTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chains;

    /** Trusts by chain. */
    SoapTrust(X509ExtendedTrustManager chains) {
        this.chains = chains;
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
        try {
            byChain.pass();
        } catch (CertificateException e) {
            throw new UntrustedCertificate(
                    reason(chain[0], e), CertificateFingerprint.of(chain[0]).toString(), e);
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
