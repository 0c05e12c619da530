package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.GuestName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VsphereNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a/b", "a\\b", "100%", "%2f as it is", "%", "%%25", "ä €"})
    void a_name_comes_back_as_it_was_written(String name) {
        assertThat(VsphereNames.decode(VsphereNames.encode(name))).isEqualTo(name);
    }

    @Test
    void nothing_that_is_sent_has_a_separator_in_it() {
        assertThat(VsphereNames.encode("a/b\\c%")).isEqualTo("a%2fb%5cc%25");
    }

    @Test
    void escapes_in_capitals_and_percents_that_escape_nothing_are_read() {
        assertThat(VsphereNames.decode("a%2Fb%5Cc 100% %41")).isEqualTo("a/b\\c 100% %41");
    }

    @Test
    void a_name_that_the_contract_refuses_is_tamed() {
        assertThat(VsphereNames.read(" x\ty ", "vm-1")).isEqualTo(GuestName.of("x\uFFFDy"));
        assertThat(VsphereNames.read("", "vm-1")).isEqualTo(GuestName.of("vm-1"));
    }

    @Test
    void the_directory_itself_is_no_name() {
        assertThat(VsphereNames.RULES.objectionTo("..")).isPresent();
        assertThat(VsphereNames.RULES.objectionTo("a..b")).isEmpty();
        assertThat(VsphereNames.RULES.objectionTo("x".repeat(81))).isPresent();
    }
}
