package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.PowerState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SimulatedVCenters
@TestInstance(Lifecycle.PER_CLASS)
final class VcsimOutsiderTests {

    private Vcsim vcenter;
    private Vcsim esxi;

    @BeforeAll
    void start() {
        vcenter = Vcsim.vCenter().guests(1).start();
        esxi = Vcsim.esxi().guests(1).start();
    }

    @AfterAll
    void close() {
        vcenter.close();
        esxi.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void guest_is_made_started_powered_off_and_removed(boolean onEsxi) {
        VcsimOutsider outsider = outsider(onEsxi);
        GuestId made = outsider.make(GuestName.of("<a & \"b\">"));
        assertThat(outsider.guestNames()).contains("<a & \"b\">");
        assertThat(outsider.power(made)).contains(PowerState.OFF);
        outsider.start(made);
        assertThat(outsider(onEsxi).power(made)).contains(PowerState.RUNNING);
        outsider.powerOff(made);
        assertThat(outsider.power(made)).contains(PowerState.OFF);
        outsider.start(made);
        outsider.remove(made);
        outsider.remove(made);
        assertThat(outsider.power(made)).isEmpty();
        assertThat(outsider.guestNames()).doesNotContain("<a & \"b\">");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void guest_of_the_inventory_is_seen_with_its_disks_and_its_notes(boolean onEsxi) {
        VcsimOutsider outsider = outsider(onEsxi);
        GuestId guest = outsider.guests().keySet().iterator().next();
        assertThat(outsider.power(guest)).contains(PowerState.RUNNING);
        assertThat(outsider.disks(guest))
                .singleElement()
                .asString()
                .startsWith("[LocalDS_0] ")
                .endsWith(".vmdk");
        assertThat(outsider.extraConfig(guest)).containsEntry("govcsim", "TRUE");
        assertThat(outsider.having("govcsim", "TRUE")).contains(guest);
        assertThat(outsider.having("govcsim", "FALSE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusal_inside_a_task_is_a_failure(boolean onEsxi) {
        VcsimOutsider outsider = outsider(onEsxi);
        GuestId running = outsider.guests().keySet().iterator().next();
        assertThatExceptionOfType(SoapFailure.class)
                .isThrownBy(() -> outsider.start(running))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo("InvalidPowerState"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void session_that_somebody_ended_is_renewed_also_when_a_read_is_the_first_to_notice(boolean onEsxi) {
        VcsimOutsider other = outsider(onEsxi);
        GuestId guest = other.guests().keySet().iterator().next();
        assertThat(outsider(onEsxi).endOtherSessions()).isPositive();
        assertThat(other.power(guest)).contains(PowerState.RUNNING);
        assertThat(outsider(onEsxi).endOtherSessions()).isPositive();
        assertThat(other.guests()).containsKey(guest);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void template_is_no_guest(boolean onEsxi) {
        VcsimOutsider outsider = outsider(onEsxi);
        GuestId made = outsider.make(GuestName.of("mould"));
        outsider.rename(made, "golden");
        assertThat(outsider.guests()).containsEntry(made, "golden");
        outsider.makeTemplate(made);
        assertThat(outsider.guests()).doesNotContainKey(made);
        assertThat(outsider.power(made)).isEmpty();
    }

    private VcsimOutsider outsider(boolean onEsxi) {
        return (onEsxi ? esxi : vcenter).outsider();
    }
}
