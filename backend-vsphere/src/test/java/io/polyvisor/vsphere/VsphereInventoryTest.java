package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.testbed.Vcsim;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class VsphereInventoryTest {
    private static SimulatedSite site;

    @BeforeAll
    static void open() {
        site = SimulatedSite.open(Vcsim.vCenter().guests(3).datastores(2).standaloneHosts(1));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void smoke() {
        System.out.println(site.driver.facts());
        System.out.println(site.driver.capabilities());
        Inventory seen =
                site.driver.inventory(EnumSet.complementOf(EnumSet.of(InventoryField.VOLUMES)), TestCall.ofSeconds(20));
        seen.guests().forEach(System.out::println);
        seen.hosts().forEach(System.out::println);
        seen.storages().forEach(System.out::println);
        seen.networks().forEach(System.out::println);
        System.out.println(seen.gaps());
        assertThat(seen.guests()).hasSize(6);
    }
}
