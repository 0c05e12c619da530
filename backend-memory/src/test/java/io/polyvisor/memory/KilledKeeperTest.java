package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledKeeperTest {
    private static final int KILLS = 8;

    @TempDir
    Path directory;

    private final TestCall call = TestCall.on(TimeSource.system());

    private Driver open(String site) {
        return new MemoryProvider()
                .open(EndpointUri.parse(KeptSiteInAnotherJvm.address(site, file())), Access.none(), call);
    }

    private String file() {
        return directory.resolve("state").toString();
    }

    @Test
    void whenever_its_process_is_killed_the_state_is_whole_and_a_moving_guest_is_on_one_site()
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(4711);
        for (int i = 0; i < KILLS; i++) {
            killAfter(random.nextInt(5, 120));
            try (Closing opened = new Closing(open("one"), open("two"))) {
                requireWhole(opened.drivers);
            }
        }
    }

    private void requireWhole(List<Driver> drivers) {
        List<PowerState> movers = drivers.stream()
                .flatMap(driver -> driver.named(GuestName.of("mover"), call).stream()
                        .map(id -> driver.observe(id, call).orElseThrow()))
                .map(view -> view.power().state())
                .toList();
        assertThat(movers).containsExactly(PowerState.RUNNING);
        Driver one = drivers.get(0);
        List<String> volumes = one.inventory(EnumSet.allOf(InventoryField.class), call).volumes().stream()
                .map(VolumeView::id)
                .map(id -> id.key())
                .filter(key -> key.endsWith("vda"))
                .toList();
        // The program deletes a guest first and its volume after that; a volume that is not finished is never seen.
        assertThat(volumes).contains("mover-vda").isSubsetOf("mover-vda", "other-vda");
    }

    @Test
    void second_process_is_refused_until_the_first_one_ends() throws IOException, InterruptedException {
        Process first = begun();
        try {
            assertThat(Bench.refusal(() -> open("one")).kind()).isEqualTo(ErrorKind.BUSY);
            assertThat(Bench.refusal(() -> open("one")).message()).contains("another process", "wait until it ends");
        } finally {
            first.destroyForcibly().waitFor();
        }
        open("one").close();
    }

    private void killAfter(int milliseconds) throws IOException, InterruptedException {
        Process program = begun();
        boolean endedByItself = program.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        program.destroyForcibly().waitFor();
        assertThat(endedByItself).isFalse();
    }

    private Process begun() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeptSiteInAnotherJvm.class.getName(),
                        file())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = program.inputReader(StandardCharsets.UTF_8);
        if (lines.readLine() == null) {
            program.destroyForcibly().waitFor();
            throw new IllegalStateException("the program ended before it began");
        }
        return program;
    }

    private record Closing(List<Driver> drivers) implements AutoCloseable {
        Closing(Driver... drivers) {
            this(Stream.of(drivers).toList());
        }

        @Override
        public void close() {
            drivers.forEach(Driver::close);
        }
    }
}
