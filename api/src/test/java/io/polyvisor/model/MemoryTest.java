package io.polyvisor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryTest {

    @ParameterizedTest
    @CsvSource({
        "512M, 536870912",
        "2 GiB, 2147483648",
        "1.5g, 1610612736",
        "1048576, 1048576",
        "64k, 65536",
        "1TB, 1099511627776"
    })
    void reads_amounts_in_binary_units_whatever_their_spelling(String text, long bytes) {
        assertThat(Memory.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1G", "1 PiB", "1..5G", "G"})
    void refuses_what_is_not_an_amount_and_says_what_would_be_right(String text) {
        assertThatThrownBy(() -> Memory.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512M or 2GiB");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1610612736, 1.5 GiB", "2199023255552, 2 TiB"})
    void shows_the_largest_fitting_unit(long bytes, String text) {
        assertThat(Memory.bytes(bytes)).hasToString(text);
    }

    @Test
    void never_goes_below_zero() {
        assertThat(Memory.gib(1).minusOrZero(Memory.gib(2))).isEqualTo(Memory.ZERO);
        assertThatThrownBy(() -> Memory.bytes(-1)).hasMessageContaining("-1");
    }

    @Test
    void an_overflow_is_an_error_and_not_a_small_number() {
        assertThatThrownBy(() -> Memory.gib(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
