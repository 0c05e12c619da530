package io.polyvisor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.cli.output.Page;
import io.polyvisor.testbed.LibvirtHost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("real")
@Timeout(300)
final class DemoOnRealHostsTest {

    @Test
    void the_story_holds_on_two_libvirt_hosts() {
        Assumptions.assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> LibvirtHost.availability().obstacle());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Demo.run(true, new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 100, false, true));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("the mistake is undone", "its memory came back intact", "the guest sees vdb")
                .contains("the counter went on", "its volumes went with it", "no trace of it is left");
    }
}
