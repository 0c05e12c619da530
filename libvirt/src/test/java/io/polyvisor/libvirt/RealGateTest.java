package io.polyvisor.libvirt;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class RealGateTest {

    @Test
    void a_hundred_thousand_calls_from_eight_threads_survive_two_hundred_closes() throws Exception {
        try (LibvirtHost host = RealHost.start("storm")) {
            try (LibvirtConnection connection = RealHost.connect(host)) {
                connection
                        .domains()
                        .define(GuestXml.firmwareOnly("rock").text(), Flags.NONE)
                        .close();
            }
            new ClosingStorm(8, 200, 500).rage(() -> RealHost.connect(host), "rock");
        }
    }
}
