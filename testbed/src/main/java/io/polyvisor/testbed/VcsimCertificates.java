package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of one simulated vCenter: its own authority, and whatever servers shall show. */
final class VcsimCertificates {

    private static final DateTimeFormatter OPENSSL_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String OPENSSL_CONFIGURATION = """
            [req]
            distinguished_name = name
            [name]
            [authority]
            basicConstraints = critical, CA:true
            keyUsage = critical, keyCertSign
            [server]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature
            extendedKeyUsage = serverAuth
            subjectAltName = DNS:localhost, IP:127.0.0.1
            [elsewhere]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature
            extendedKeyUsage = serverAuth
            subjectAltName = DNS:elsewhere.example
            [ca]
            default_ca = books
            [books]
            database = $ENV::VCSIM_PKI/index.txt
            serial = $ENV::VCSIM_PKI/serial
            new_certs_dir = $ENV::VCSIM_PKI
            default_md = sha256
            policy = anything
            [anything]
            commonName = supplied
            """;

    private final Path directory;

    private VcsimCertificates(Path directory) {
        this.directory = directory;
    }

    /** An authority of its own, in a directory that is made now. */
    static VcsimCertificates make(Path directory) {
        VcsimCertificates made = new VcsimCertificates(directory);
        try {
            Files.createDirectories(directory);
            Files.writeString(made.configuration(), OPENSSL_CONFIGURATION);
            Files.writeString(directory.resolve("index.txt"), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare certificates in " + directory, e);
        }
        made.selfSigned("authority", made.authority(), directory.resolve("cakey.pem"));
        return made;
    }

    /** The authority's certificate, PEM. */
    Path authority() {
        return directory.resolve("cacert.pem");
    }

    /** The certificate of that sort, PEM; made when it is asked for first. */
    Path certificate(VcsimCertificate sort) {
        Path file = directory.resolve(sort.name() + "-cert.pem");
        if (!Files.exists(file)) {
            make(sort, file);
        }
        return file;
    }

    /** Its key, PEM. */
    Path key(VcsimCertificate sort) {
        return directory.resolve(sort.name() + "-key.pem");
    }

    /** Certificate and key in a key store. */
    Path keyStore(VcsimCertificate sort, String password) {
        Path file = directory.resolve(sort.name() + ".p12");
        Command.of("openssl", "pkcs12", "-export", "-in", certificate(sort), "-inkey", key(sort))
                .and("-passout", "pass:" + password, "-out", file)
                .output();
        return file;
    }

    /** The SHA-256 fingerprint of the certificate of that sort: 64 lower-case digits. */
    String fingerprint(VcsimCertificate sort) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(read(certificate(sort)).getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new TestbedFailure("a certificate that was made here cannot be read", e);
        }
    }

    /** Trusts what the authority signed and nothing else. */
    SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", read(authority()));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TestbedFailure("cannot trust an authority that was made here", e);
        }
    }

    private void make(VcsimCertificate sort, Path file) {
        switch (sort) {
            case RIGHT, WRONG_NAME -> signed(sort, file, Instant.now().plusSeconds(172_800));
            case EXPIRED -> signed(sort, file, Instant.now().minusSeconds(86_400));
            case UNKNOWN_ISSUER -> selfSigned(sort.extensions(), file, key(sort));
        }
    }

    private void selfSigned(String extensions, Path certificate, Path key) {
        request(key)
                .and("-x509", "-days", 2, "-extensions", extensions, "-out", certificate)
                .output();
    }

    /** Only openssl's bookkeeping command lets a certificate end in the past. */
    private void signed(VcsimCertificate sort, Path certificate, Instant end) {
        Path request = directory.resolve(sort.name() + ".csr");
        request(key(sort)).and("-out", request).output();
        Command.of("openssl", "ca", "-batch", "-notext", "-rand_serial", "-config", configuration())
                .and("-cert", authority(), "-keyfile", directory.resolve("cakey.pem"))
                .and("-extensions", sort.extensions(), "-in", request, "-out", certificate)
                .and("-startdate", OPENSSL_TIME.format(end.minusSeconds(345_600)))
                .and("-enddate", OPENSSL_TIME.format(end))
                .knowing(Map.of("VCSIM_PKI", directory.toString()))
                .output();
    }

    private Command request(Path key) {
        return Command.of("openssl", "req", "-new", "-nodes", "-config", configuration())
                .and("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
                .and("-subj", "/CN=polyvisor test " + key.getFileName(), "-keyout", key)
                .knowing(Map.of("VCSIM_PKI", directory.toString()));
    }

    private Path configuration() {
        return directory.resolve("openssl.cnf");
    }

    static X509Certificate read(Path file) throws GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
