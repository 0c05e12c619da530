package io.polyvisor.vsphere;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * SHA-256 of a certificate.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
record CertificateFingerprint(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    /** Checks the form. */
    CertificateFingerprint {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a SHA-256 fingerprint has 64 hexadecimal digits, with or without colons");
        }
    }

    /** Reads the forms that tools print: with or without colons, {@code SHA256:} before it or not. */
    static CertificateFingerprint parse(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^sha-?256[:=]", "");
        return new CertificateFingerprint(bare.replace(":", ""));
    }

    static CertificateFingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new CertificateFingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** In pairs with colons, as OpenSSL and vSphere show it. */
    @Override
    public String toString() {
        return PAIRS.formatHex(HexFormat.of().parseHex(hex));
    }
}
