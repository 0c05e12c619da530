package io.polyvisor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EndpointUriTest {

    @Test
    void tells_scheme_path_and_parameters() {
        EndpointUri uri = EndpointUri.parse("QEMU+unix:///system?socket=/run/a%20b/sock&x=");
        assertThat(uri.scheme()).isEqualTo("qemu+unix");
        assertThat(uri.path()).isEqualTo("system");
        assertThat(uri.parameters()).containsEntry("socket", "/run/a b/sock").containsEntry("x", "");
    }

    @Test
    void a_password_is_refused_and_never_repeated() {
        assertThatThrownBy(() -> EndpointUri.parse("vsphere://root:hunter2@host"))
                .hasMessageContaining("Access")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> EndpointUri.parse("vsphere://root:hunter2@ho st"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_address_without_a_scheme_is_refused_with_examples() {
        assertThatThrownBy(() -> EndpointUri.parse("kvm1")).hasMessageContaining("qemu:///system");
    }
}
