package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RealHosts
@TestInstance(Lifecycle.PER_CLASS)
final class RemoteAccessTests {

    private LibvirtHost open;
    private LibvirtHost guarded;

    @BeforeAll
    void start() {
        open = LibvirtHost.named("open")
                .reachableBy(Transport.TCP)
                .reachableBy(Transport.TLS)
                .reachableBy(Transport.SSH)
                .start();
        guarded = LibvirtHost.named("guarded")
                .beside(open)
                .reachableBy(Transport.TLS_AND_PASSWORD)
                .start();
    }

    @AfterAll
    void close() {
        guarded.close();
        open.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "TCP", "TLS", "SSH"})
    void open_host_is_reached_by(Transport transport) {
        RemoteAccess access = open.access(transport);

        assertThat(Virsh.through(access).call("hostname")).isEqualTo("open");
    }

    @Test
    void guarded_host_lets_in_who_knows_the_password() {
        assertThat(Virsh.through(guarded.access(Transport.TLS_AND_PASSWORD)).call("hostname"))
                .isEqualTo("guarded");
    }

    @Test
    void guarded_host_refuses_who_does_not_know_the_password() throws Exception {
        RemoteAccess access = guarded.access(Transport.TLS_AND_PASSWORD);
        Path wrong = Files.createTempFile("wrong", ".conf");
        Files.writeString(wrong, Files.readString(access.login().file()).replace("password=", "password=not-"));
        RemoteAccess intruder = new RemoteAccess(
                access.transport(), access.uri(), new RemoteAccess.Login("alice", "wrong", wrong), null);

        CommandResult refused = Virsh.through(intruder).run("hostname");
        Files.delete(wrong);

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors()).contains("authentication failed");
    }

    @Test
    void certificate_of_another_authority_is_not_trusted() {
        String otherAuthority = guarded.access(Transport.TLS_AND_PASSWORD).uri().replaceFirst(".*pkipath=", "");
        String uri = open.access(Transport.TLS).uri().replaceFirst("pkipath=.*", "pkipath=" + otherAuthority);

        assertThat(Virsh.at(uri).run("hostname").errors()).contains("certificate");
    }

    @Test
    void ssh_trusts_the_host_only_with_the_client_that_it_is_given() {
        RemoteAccess access = open.access(Transport.SSH);

        assertThat(Virsh.at(access.uri()).run("hostname").succeeded()).isFalse();
    }

    @Test
    void connections_end_with_the_daemon() {
        Virsh tcp = Virsh.through(open.access(Transport.TCP));
        open.kill9();
        assertThat(tcp.run("hostname").succeeded()).isFalse();

        open.restart();
        assertThat(tcp.call("hostname")).isEqualTo("open");
    }
}
