package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.Memory;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What can be changed when: vSphere has one configuration, for now and the next start. */
final class ChangeWriterTest {
    private static final ChangeWriter.Present OFF = present(false);
    private static final ChangeWriter.Present RUNNING = present(true);

    private static ChangeWriter.Present present(boolean active) {
        return new ChangeWriter.Present(active, 2, 4, false, Memory.mib(512), Memory.gib(1), List.of());
    }

    @Test
    void guest_that_is_off_takes_anything_now() {
        ChangeWriter.Written written = ChangeWriter.write(
                GuestChange.set().vcpus(16).memory(Memory.mib(64)).description("less"), OFF);
        assertThat(written.answers())
                .isEqualTo(Map.of(
                        GuestField.VCPUS, GuestChange.When.NOW,
                        GuestField.MEMORY, GuestChange.When.NOW,
                        GuestField.DESCRIPTION, GuestChange.When.NOW));
        assertThat(written.spec().getNumCPUs()).isEqualTo(16);
        assertThat(written.spec().getMemoryMB()).isEqualTo(64);
        assertThat(written.spec().getAnnotation()).isEqualTo("less");
    }

    @Test
    void fields_that_are_not_named_are_not_sent() {
        ChangeWriter.Written written = ChangeWriter.write(GuestChange.set().description("only"), OFF);
        assertThat(written.spec().getNumCPUs()).isNull();
        assertThat(written.spec().getMemoryMB()).isNull();
        assertThat(written.spec().getBootOptions()).isNull();
    }

    @Test
    void running_guest_grows_within_its_limits_now() {
        assertThat(ChangeWriter.write(GuestChange.set().vcpus(4).memory(Memory.gib(1)), RUNNING)
                        .answers())
                .containsEntry(GuestField.VCPUS, GuestChange.When.NOW)
                .containsEntry(GuestField.MEMORY, GuestChange.When.NOW);
    }

    @Test
    void running_guest_neither_shrinks_nor_grows_beyond_its_limits() {
        refused(() -> ChangeWriter.write(GuestChange.set().vcpus(5), RUNNING));
        refused(() -> ChangeWriter.write(GuestChange.set().vcpus(1), RUNNING));
        refused(() -> ChangeWriter.write(GuestChange.set().memory(Memory.gib(2)), RUNNING));
        refused(() -> ChangeWriter.write(GuestChange.set().memory(Memory.mib(256)), RUNNING));
    }

    @Test
    void change_of_a_running_guests_hardware_does_not_wait_for_its_next_start() {
        GuestChange later = GuestChange.set().vcpus(3).when(GuestChange.Timing.NEXT_START);
        refused(() -> ChangeWriter.write(later, RUNNING));
        assertThat(ChangeWriter.write(later, OFF).answers()).containsEntry(GuestField.VCPUS, GuestChange.When.NOW);
    }

    @Test
    void boot_order_of_a_running_guest_waits_for_its_next_start() {
        GuestChange change = GuestChange.set().bootOrder(List.of(BootDevice.CDROM));
        assertThat(ChangeWriter.write(change, RUNNING).answers())
                .containsEntry(GuestField.BOOT_ORDER, GuestChange.When.NEXT_START);
        refused(() -> ChangeWriter.write(change.when(GuestChange.Timing.NOW), RUNNING));
        assertThat(ChangeWriter.write(change, OFF).answers())
                .containsEntry(GuestField.BOOT_ORDER, GuestChange.When.NOW);
    }

    @Test
    void memory_that_is_no_multiple_of_four_mebibytes_is_refused_by_path() {
        assertThatThrownBy(() -> ChangeWriter.write(GuestChange.set().memory(Memory.mib(511)), OFF))
                .isInstanceOfSatisfying(DriverException.class, failure -> {
                    Fault.InvalidSpec fault = (Fault.InvalidSpec) failure.fault();
                    assertThat(fault.problems().get(0).path()).isEqualTo("memory");
                });
    }

    @Test
    void boot_from_what_the_guest_lacks_is_refused_by_path() {
        assertThatThrownBy(() -> ChangeWriter.write(GuestChange.set().bootOrder(List.of(BootDevice.NETWORK)), OFF))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
    }

    private static void refused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOfSatisfying(DriverException.class, failure -> {
            assertThat(failure.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
            assertThat(((Fault.InvalidState) failure.fault()).remedy()).isPresent();
        });
    }
}
