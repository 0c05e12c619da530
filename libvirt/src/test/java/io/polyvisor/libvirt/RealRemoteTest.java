package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.RemoteAccess;
import io.polyvisor.testbed.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class RealRemoteTest {

    private static LibvirtHost host;

    @BeforeAll
    static void power_on() {
        RealHost.require();
        host = LibvirtHost.named("remote")
                .reachableBy(Transport.TCP)
                .reachableBy(Transport.TLS_AND_PASSWORD)
                .start();
    }

    @AfterAll
    static void power_off() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void plain_tcp_is_used_when_it_is_spelled_out() throws Exception {
        LibvirtUri uri = LibvirtUri.parse(host.access(Transport.TCP).uri(), LibvirtUri.Insecure.ALLOWED);
        try (LibvirtConnection connection = LibvirtConnection.open(uri, ConnectOptions.defaults())) {
            assertThat(connection.isSecure()).isFalse();
            assertThat(connection.host().hostname()).isEqualTo("remote");
        }
    }

    @Test
    void a_user_with_the_right_password_comes_in_by_tls() throws Exception {
        RemoteAccess access = host.access(Transport.TLS_AND_PASSWORD);
        List<char[]> given = new ArrayList<>();
        ConnectOptions options = ConnectOptions.defaults().withCredentials(question -> {
            char[] answer = secret(access, question).toCharArray();
            given.add(answer);
            return Optional.of(answer);
        });
        try (LibvirtConnection connection = LibvirtConnection.open(LibvirtUri.parse(access.uri()), options)) {
            assertThat(connection.isSecure()).isTrue();
            assertThat(connection.host().hostname()).isEqualTo("remote");
        }
        assertThat(given).hasSize(2).allSatisfy(answer -> assertThat(answer).containsOnly('\0'));
    }

    @Test
    void a_wrong_password_is_an_authentication_fault_that_does_not_repeat_it() {
        RemoteAccess access = host.access(Transport.TLS_AND_PASSWORD);
        ConnectOptions options = ConnectOptions.defaults()
                .withCredentials(question -> Optional.of(
                        question == LibvirtCredentials.Question.PASSPHRASE
                                ? "hunter2".toCharArray()
                                : secret(access, question).toCharArray()));
        assertThatThrownBy(() -> LibvirtConnection.open(LibvirtUri.parse(access.uri()), options))
                .isInstanceOfSatisfying(
                        LibvirtFault.class,
                        fault -> assertThat(fault.codeName()).isEqualTo("VIR_ERR_AUTH_FAILED"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void without_credentials_authentication_fails() {
        LibvirtUri uri =
                LibvirtUri.parse(host.access(Transport.TLS_AND_PASSWORD).uri());
        assertThatThrownBy(() -> LibvirtConnection.open(uri, ConnectOptions.defaults()))
                .isInstanceOfSatisfying(
                        LibvirtFault.class,
                        fault -> assertThat(fault.codeName()).startsWith("VIR_ERR_AUTH_"));
        assertThatThrownBy(() ->
                        LibvirtConnection.open(uri, ConnectOptions.defaults().withCredentials(question -> {
                            throw new IllegalStateException("the vault is shut: hunter2");
                        })))
                .isInstanceOf(LibvirtFault.class)
                .hasMessageNotContaining("hunter2");
    }

    private static String secret(RemoteAccess access, LibvirtCredentials.Question question) {
        RemoteAccess.Login login = access.login();
        assertThat(login).isNotNull();
        return question == LibvirtCredentials.Question.AUTHNAME ? login.user() : login.password();
    }
}
