package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.NoPermission;
import io.polyvisor.error.Fault;
import io.polyvisor.spi.DriverException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnreadTest {

    @Test
    void what_may_not_be_read_is_a_gap_told_once_for_all_objects() {
        PropertyRow one = RowOf.guest("vm-1", "host-1")
                .missing("name", new NoPermission())
                .row();
        PropertyRow two = RowOf.guest("vm-2", "host-1")
                .missing("name", new NoPermission())
                .row();
        assertThat(Unread.gaps(List.of(one, two))).hasSize(1);
        assertThat(Unread.gaps(List.of(one, two)).get(0)).contains("name", "2 objects", "NoPermission", "vm-1");
    }

    @Test
    void a_property_that_the_server_does_not_have_is_no_gap() {
        PropertyRow row = RowOf.guest("vm-1", "host-1")
                .missing("x", new InvalidProperty())
                .row();
        assertThat(Unread.gaps(List.of(row))).isEmpty();
        Unread.requireWhole(row, "guest vm-1");
    }

    @Test
    void an_object_that_went_meanwhile_is_not_there_and_no_gap() {
        PropertyRow gone = RowOf.guest("vm-1", "host-1")
                .missing("name", new ManagedObjectNotFound())
                .row();
        PropertyRow there = RowOf.guest("vm-2", "host-1").row();
        assertThat(Unread.present(List.of(gone, there))).containsExactly(there);
        assertThat(Unread.gaps(List.of(there))).isEmpty();
    }

    @Test
    void a_view_of_an_object_of_which_something_may_not_be_read_is_refused_with_the_remedy() {
        PropertyRow row = RowOf.guest("vm-1", "host-1")
                .missing("config.extraConfig", new NoPermission())
                .row();
        assertThatThrownBy(() -> Unread.requireWhole(row, "guest vm-1"))
                .isInstanceOfSatisfying(DriverException.class, said -> {
                    assertThat(said.fault()).isInstanceOf(Fault.Denied.class);
                    assertThat(said.fault().message()).contains("config.extraConfig", "guest vm-1", "System.Read");
                });
    }

    @Test
    void a_power_state_of_a_later_version_is_unknown_and_any_other_unreadable_property_is_a_failure() {
        PropertyRow power = RowOf.guest("vm-1", "host-1")
                .missing("runtime.powerState", new UnknownFault("unreadable"))
                .row();
        Unread.requireWhole(power, "guest vm-1");
        assertThat(Unread.gaps(List.of(power))).hasSize(1);
        PropertyRow mark = RowOf.guest("vm-1", "host-1")
                .missing("config.extraConfig", new UnknownFault("unreadable"))
                .row();
        assertThatThrownBy(() -> Unread.requireWhole(mark, "guest vm-1"))
                .isInstanceOfSatisfying(
                        DriverException.class, said -> assertThat(said.fault()).isInstanceOf(Fault.BackendFault.class));
    }
}
