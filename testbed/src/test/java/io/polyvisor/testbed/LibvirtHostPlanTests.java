package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibvirtHostPlanTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "Alpha", "a b", "-a", "a/b", "a;b", "abcdefghijklmnopqrstuvwxyz-abcdef"})
    void name_that_is_no_host_name_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> LibvirtHost.named(name));
    }

    @Test
    void tls_with_and_without_password_at_once_is_refused() {
        LibvirtHostPlan plan = LibvirtHost.named("alpha").reachableBy(Transport.TLS);

        assertThatIllegalArgumentException().isThrownBy(() -> plan.reachableBy(Transport.TLS_AND_PASSWORD));
    }
}
