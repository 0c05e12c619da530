package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.testbed.Vcsim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What readings cost, in requests and in memory. */
@SimulatedVCenters
final class InventoryBudgetTest {
    private static final int GUESTS = 10_000;

    @Test
    void readings_take_one_request_each() {
        try (FrontedSite site = FrontedSite.open()) {
            GuestId guest = site.create(site.spec().memory(Memory.mib(32)).build());
            Map<String, Integer> one = Map.of("RetrievePropertiesEx", 1);
            assertThat(costs(site, () -> site.driver.inventory(Set.of(), FrontedSite.call())))
                    .isEqualTo(one);
            Set<InventoryField> most = EnumSet.complementOf(EnumSet.of(InventoryField.VOLUMES));
            assertThat(costs(site, () -> site.driver.inventory(most, FrontedSite.call())))
                    .isEqualTo(one);
            assertThat(costs(site, () -> site.driver.observe(guest, FrontedSite.call())))
                    .isEqualTo(one);
            assertThat(costs(site, () -> site.driver.named(GuestName.of("x"), FrontedSite.call())))
                    .isEqualTo(one);
            assertThat(costs(site, () -> site.driver.find(CreationKey.fresh(), FrontedSite.call())))
                    .isEqualTo(Map.of("FindByUuid", 1, "RetrievePropertiesEx", 1));
        }
    }

    private static Map<String, Integer> costs(FrontedSite site, Runnable reading) {
        site.front.forget();
        reading.run();
        return site.front.received();
    }

    @Test
    void ten_thousand_guests_fit_into_two_hundred_megabytes() throws IOException, InterruptedException {
        try (Vcsim vcsim = Vcsim.vCenter().guests(GUESTS).guestsOff().start()) {
            String printed = inSmallHeap(vcsim);
            assertThat(printed).contains("guests: " + GUESTS + ", complete: true", "equal: 25 of 25");
        }
    }

    private static String inSmallHeap(Vcsim vcsim) throws IOException, InterruptedException {
        ProcessBuilder probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InventoryProbe.class.getName(),
                        "vsphere://" + vcsim.address())
                .redirectErrorStream(true);
        probe.environment().put("POLYVISOR_USER", vcsim.user());
        probe.environment().put("POLYVISOR_PASSWORD", vcsim.password());
        probe.environment().put("POLYVISOR_CA_FILE", vcsim.authority().toString());
        Process running = probe.start();
        String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(printed).isZero();
        return printed;
    }
}
