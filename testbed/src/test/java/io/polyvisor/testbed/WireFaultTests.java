package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WireFaultTests {

    @Test
    void text_is_read_as_the_fault_that_it_says() {
        assertThat(WireFault.parse("CreateVM_Task:REPLY_LOST"))
                .isEqualTo(WireFault.first("CreateVM_Task", WireMishap.REPLY_LOST));
        assertThat(WireFault.parse("*:delay@250:2:always"))
                .isEqualTo(WireFault.every("*", WireMishap.DELAY).from(2).by(Duration.ofMillis(250)));
    }

    @Test
    void text_of_another_form_is_refused_with_what_would_be_right() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WireFault.parse("Login"))
                .withMessageContaining("CALLS:MISHAP");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WireFault.parse("Login:LATE"))
                .withMessageContaining("DRIBBLE");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WireFault.parse("Login:DELAY:0"))
                .withMessageContaining("number from 1");
    }

    @Test
    void fault_strikes_the_calls_that_it_names_from_its_first_to_its_last() {
        WireFaults faults = new WireFaults();
        WireFault fault = WireFault.first("PowerO*VM_Task|Login", WireMishap.EMPTY)
                .from(2)
                .times(2);
        faults.add(fault);
        assertThat(Stream.of("PowerOnVM_Task", "Logout", "PowerOffVM_Task", "Login", "Login")
                        .map(method -> faults.arrived(method).isPresent()))
                .containsExactly(false, false, true, true, false);
        assertThat(faults.struck(fault)).isEqualTo(2);
        assertThat(faults.received()).containsEntry("Login", 2).containsEntry("Logout", 1);
    }

    @Test
    void first_of_several_faults_strikes_alone_and_all_count_the_call() {
        WireFaults faults = new WireFaults();
        WireFault once = WireFault.first("Login", WireMishap.EMPTY);
        WireFault second = WireFault.first("*", WireMishap.GARBAGE).from(2);
        faults.add(once);
        faults.add(second);
        WireFault always = WireFault.every("Login", WireMishap.DELAY);
        faults.add(always);
        assertThat(faults.arrived("Login")).contains(once);
        assertThat(faults.arrived("Login")).contains(second);
        assertThat(faults.struck(always)).isZero();
        assertThat(faults.arrived("Login")).contains(always);
    }
}
