package io.polyvisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AccessTest {

    @Test
    void a_password_never_shows() {
        assertThat(Access.none().withPassword("alice", "hunter2".toCharArray()).toString())
                .contains("alice")
                .doesNotContain("hunter2");
    }

    @Test
    void the_password_handed_in_can_be_wiped() {
        char[] secret = "hunter2".toCharArray();
        Access access = Access.none().withPassword("alice", secret);
        java.util.Arrays.fill(secret, 'x');
        assertThat(access.password()).containsExactly("hunter2".toCharArray());
    }

    @Test
    void leaving_verification_out_shows() {
        assertThat(Access.none().insecurelyAllowingPlaintext().toString()).contains("PLAINTEXT");
    }
}
