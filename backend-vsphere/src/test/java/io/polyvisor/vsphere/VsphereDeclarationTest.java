package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AboutInfo;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Protecting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.TransitionTable;
import org.junit.jupiter.api.Test;

final class VsphereDeclarationTest {

    @Test
    void a_vCenter_lacks_what_vSphere_lacks() {
        assertThat(of("VirtualCenter", "6.5", true).capabilities().absent())
                .containsOnlyKeys(
                        Capability.PAUSE,
                        Capability.RECONFIGURE_PENDING,
                        Capability.MEMORY_HOT_REMOVE,
                        Capability.NATIVE_DEFINITION,
                        Capability.CONSOLE_SERIAL);
    }

    @Test
    void a_vCenter_restarts_guests_only_where_high_availability_is_on() {
        assertThat(of("VirtualCenter", "6.5", false).capabilities().whyAbsent(Capability.PROTECTION_ENFORCED))
                .hasValueSatisfying(why -> assertThat(why).contains("vSphere HA", "connect again"));
    }

    @Test
    void a_host_by_itself_lacks_what_takes_a_vCenter_whatever_it_accepts() {
        VsphereDeclaration host = of("HostAgent", "6.5", true);
        assertThat(host.capabilities().absent())
                .containsOnlyKeys(
                        Capability.PAUSE,
                        Capability.RECONFIGURE_PENDING,
                        Capability.MEMORY_HOT_REMOVE,
                        Capability.NATIVE_DEFINITION,
                        Capability.CONSOLE_SERIAL,
                        Capability.CLONE_FULL,
                        Capability.CLONE_LINKED,
                        Capability.TEMPLATES,
                        Capability.MIGRATE_LIVE,
                        Capability.MIGRATE_COLD,
                        Capability.PROTECTION_ENFORCED);
        assertThat(host.capabilities().whyAbsent(Capability.CLONE_FULL))
                .hasValueSatisfying(why -> assertThat(why).contains("connect to the vCenter"));
    }

    @Test
    void facets_are_there_exactly_where_something_of_them_is_declared() {
        VsphereDeclaration host = of("HostAgent", "6.5", false);
        assertThat(host.offers(Cloning.class)).isFalse();
        assertThat(host.offers(Templates.class)).isFalse();
        assertThat(host.offers(Migrating.class)).isFalse();
        assertThat(host.offers(Snapshots.class)).isTrue();
        assertThat(of("VirtualCenter", "6.5", false).offers(Cloning.class)).isTrue();
        assertThat(of("VirtualCenter", "6.5", false).offers(Protecting.class)).isFalse();
        assertThat(of("VirtualCenter", "6.5", true).offers(Protecting.class)).isTrue();
    }

    @Test
    void a_server_from_before_boot_orders_has_none() {
        assertThat(of("VirtualCenter", "4.1", true).capabilities().provides(Capability.BOOT_ORDER))
                .isFalse();
        assertThat(of("VirtualCenter", "8.0.1.0", true).capabilities().provides(Capability.BOOT_ORDER))
                .isTrue();
    }

    @Test
    void nothing_happens_to_a_paused_guest() {
        TransitionTable table = TransitionTable.common().without(VsphereDeclaration.subtractions());
        for (Verb verb : Verb.values()) {
            if (verb.actsOnGuest()) {
                assertThat(table.answer(verb, PowerState.PAUSED))
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                no -> assertThat(no.obstacle()).contains("no guest paused in memory"));
            }
        }
    }

    private static VsphereDeclaration of(String apiType, String apiVersion, boolean restarts) {
        AboutInfo about = new AboutInfo();
        about.setApiType(apiType);
        about.setApiVersion(apiVersion);
        return VsphereDeclaration.of(about, restarts);
    }
}
