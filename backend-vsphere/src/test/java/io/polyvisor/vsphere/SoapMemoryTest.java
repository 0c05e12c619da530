package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Replies are read while they come in: 12 MB of them need no great heap. */
final class SoapMemoryTest {

    @Test
    void inventory_of_ten_thousand_guests_in_one_page_fits_into_a_small_heap() throws Exception {
        String printed = printed(80);
        assertThat(printed.lines().filter(line -> line.equals(BulkProbe.GUESTS + " guests")))
                .as(printed)
                .hasSize(2);
    }

    private static String printed(int mebibytes) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + mebibytes + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BulkProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(probe.exitValue()).as(printed).isZero();
        return printed;
    }
}
