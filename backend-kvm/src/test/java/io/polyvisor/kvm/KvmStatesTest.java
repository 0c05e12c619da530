package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.libvirt.DomainState;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.Verb;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KvmStatesTest {

    @Test
    void every_state_and_reason_that_libvirt_could_say_has_an_answer() {
        for (int state = -1; state < 20; state++) {
            for (int reason = -1; reason < 30; reason++) {
                DomainState said = DomainState.of(state, reason);
                for (boolean saved : new boolean[] {false, true}) {
                    Power power = KvmStates.power(said, saved);
                    assertThat(power.lastKnown()).isEmpty();
                    assertThat(power.is(PowerState.UNKNOWN))
                            .as("%s", said)
                            .isEqualTo(said.power() == DomainState.Power.NO_STATE
                                    || said.power() == DomainState.Power.UNKNOWN);
                }
                assertThat(KvmStates.operations(said)).hasSizeLessThanOrEqualTo(1);
                assertThat(KvmStates.blockedBy(said)).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // libvirt's numbers, as virsh and the bulk call tell them
        "1, 1, RUNNING, USER",
        "1, 2, RUNNING, MIGRATED",
        "1, 4, RUNNING, SNAPSHOT",
        "2, 0, RUNNING, ",
        "3, 1, PAUSED, USER",
        "3, 5, PAUSED, IO_ERROR",
        "3, 6, PAUSED, WATCHDOG",
        "3, 10, CRASHED, FAILED",
        "4, 1, RUNNING, ",
        "5, 0, OFF, ",
        "5, 1, OFF, GUEST",
        "5, 2, OFF, USER",
        "5, 3, OFF, FAILED",
        "6, 1, CRASHED, FAILED",
        "7, 0, PAUSED, GUEST",
        "0, 0, UNKNOWN, ",
        "9, 0, UNKNOWN, "
    })
    void states_mean_what_the_contract_says(int state, int reason, PowerState power, StateReason why) {
        Power read = KvmStates.power(DomainState.of(state, reason), false);
        assertThat(read.state()).isEqualTo(power);
        assertThat(read.reason()).isEqualTo(Optional.ofNullable(why));
    }

    @Test
    void only_a_guest_that_is_off_and_saved_is_suspended() {
        DomainState off = DomainState.of(5, 0);
        assertThat(KvmStates.power(off, true)).isEqualTo(Power.of(PowerState.SUSPENDED));
        assertThat(KvmStates.power(DomainState.of(1, 3), true).state()).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void a_guest_on_its_way_down_runs_and_says_what_it_does() {
        DomainState down = DomainState.of(4, 1);
        assertThat(KvmStates.operations(down)).containsExactly(CurrentOperation.of(Verb.SHUTDOWN));
        assertThat(KvmStates.operations(DomainState.of(3, 3))).containsExactly(CurrentOperation.of(Verb.SUSPEND));
    }
}
