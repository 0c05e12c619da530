package io.polyvisor.testbed;

import java.nio.file.Path;
import java.util.List;

/** The certificates of one private host: its own authority, and one certificate each for server and client. */
final class HostCertificates {

    private static final String OPENSSL_CONFIGURATION = """
            [req]
            distinguished_name = name
            [name]
            [authority]
            basicConstraints = critical, CA:true
            keyUsage = critical, keyCertSign
            [server]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature, keyEncipherment
            extendedKeyUsage = serverAuth
            subjectAltName = DNS:localhost, IP:127.0.0.1
            [client]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature, keyEncipherment
            extendedKeyUsage = clientAuth
            """;

    private final Path directory;

    private HostCertificates(Path directory) {
        this.directory = directory;
    }

    static HostCertificates make(HostFiles files) {
        files.write("pki/openssl.cnf", OPENSSL_CONFIGURATION);
        HostCertificates made = new HostCertificates(files.home().resolve("pki"));
        made.request("authority", "ca").output();
        made.request("server", "server").and(made.signedByAuthority()).output();
        made.request("client", "client").and(made.signedByAuthority()).output();
        return made;
    }

    /** Where libvirt's client finds the authority's and its own certificate: what {@code pkipath} names. */
    Path directory() {
        return directory;
    }

    /** The lines that make the daemon show its certificate and ask for the client's. */
    List<String> daemonLines() {
        return List.of(
                "ca_file = \"" + directory.resolve("cacert.pem") + "\"",
                "cert_file = \"" + directory.resolve("servercert.pem") + "\"",
                "key_file = \"" + directory.resolve("serverkey.pem") + "\"");
    }

    private Command request(String role, String file) {
        return Command.of("openssl", "req", "-x509", "-new", "-nodes", "-days", 2)
                .and("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
                .and("-subj", "/CN=polyvisor test " + role)
                .and("-config", directory.resolve("openssl.cnf"), "-extensions", role)
                .and("-keyout", directory.resolve(file + "key.pem"))
                .and("-out", directory.resolve(file + "cert.pem"));
    }

    private Object[] signedByAuthority() {
        return new Object[] {"-CA", directory.resolve("cacert.pem"), "-CAkey", directory.resolve("cakey.pem")};
    }
}
