package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private static final Duration QUIET = Duration.ofMillis(50);

    private final Bench bench = new Bench("memory:///empty");

    private Consoles.Line open(GuestId guest) {
        return bench.the(Consoles.class).open(guest, bench.call());
    }

    @Test
    void console_shows_the_boot_then_a_login_then_answers() {
        GuestId guest = bench.create(GuestSpec.named("a"));
        bench.driver.start(guest, bench.call());
        try (Consoles.Line line = open(guest)) {
            assertThat(bench.readFor(line, Duration.ofSeconds(10)))
                    .contains("Model firmware", "Model kernel")
                    .endsWith("login: ");
            bench.type(line, "root\r");
            assertThat(bench.readFor(line, QUIET)).isEqualTo("root\r\nroot@localhost:~# ");
            bench.type(line, "echo 'hello  there'; nonsense\r");
            assertThat(bench.readFor(line, QUIET))
                    .contains("\r\nhello  there\r\n", "nonsense: not found")
                    .endsWith("# ");
        }
    }

    @Test
    void newcomer_sees_the_prompt_on_which_the_guest_waits() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        try (Consoles.Line line = open(guest)) {
            assertThat(bench.readFor(line, QUIET)).isEqualTo("localhost login: ");
        }
    }

    @Test
    void newer_connection_takes_the_older_one_over() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        Consoles.Line older = open(guest);
        bench.readFor(older, QUIET);
        open(guest);
        assertThat(older.read(new byte[10], QUIET)).isEqualTo(-1);
        assertThat(Bench.refusal(() -> bench.type(older, "x")).kind()).isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void what_is_typed_into_a_paused_guest_is_read_when_it_goes_on() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        try (Consoles.Line line = open(guest)) {
            bench.login(line);
            bench.the(Pausing.class).pause(guest, bench.call());
            bench.type(line, "echo later\r");
            assertThat(bench.readFor(line, Duration.ofMinutes(1))).isEmpty();
            bench.the(Pausing.class).unpause(guest, bench.call());
            assertThat(bench.readFor(line, QUIET)).contains("\r\nlater\r\n");
        }
    }

    @Test
    void paused_guest_takes_only_so_much_and_then_the_writer_runs_out_of_time() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        try (Consoles.Line line = open(guest)) {
            bench.the(Pausing.class).pause(guest, bench.call());
            line.write(new byte[60_000], QUIET);
            assertThat(Bench.refusal(() -> line.write(new byte[60_000], QUIET)).kind())
                    .isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void console_ends_when_the_guest_powers_itself_off() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        try (Consoles.Line line = open(guest)) {
            bench.login(line);
            bench.type(line, "poweroff\r");
            assertThat(bench.readFor(line, Duration.ofSeconds(10))).contains("going down", "Power down");
            assertThat(line.read(new byte[1], QUIET)).isEqualTo(-1);
        }
        assertThat(bench.power(guest)).isEqualTo(PowerState.OFF);
        assertThat(Bench.refusal(() -> open(guest)).kind()).isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void console_goes_on_through_a_reboot() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        try (Consoles.Line line = open(guest)) {
            bench.login(line);
            bench.type(line, "reboot\r");
            assertThat(bench.readFor(line, Duration.ofSeconds(10)))
                    .contains("restarts", "Model firmware")
                    .endsWith("login: ");
        }
    }

    @Test
    void crashed_guest_ends_its_console_and_can_only_be_powered_off() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        bench.shell(guest, "crash");
        assertThat(bench.power(guest)).isEqualTo(PowerState.CRASHED);
        assertThat(Bench.refusal(() -> bench.driver.requestShutdown(guest, bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        bench.driver.powerOff(guest, bench.call());
        assertThat(bench.power(guest)).isEqualTo(PowerState.OFF);
    }

    @Test
    void files_on_disk_outlive_the_power_and_files_in_memory_do_not() {
        GuestId guest = bench.ready(GuestSpec.named("a").disk(DiskSpec.newDisk(Memory.gib(1))));
        bench.shell(guest, "echo one > /etc/x; echo two >> /etc/x; echo gone > /tmp/x");
        assertThat(bench.shell(guest, "ls /etc; ls /tmp")).isEqualTo("x\nx");
        bench.driver.powerOff(guest, bench.call());
        bench.driver.start(guest, bench.call());
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.shell(guest, "cat /etc/x /tmp/x"))
                .isEqualTo("one\ntwo\ncat: /tmp/x: No such file or directory");
        bench.shell(guest, "rm /etc/x");
        assertThat(bench.shell(guest, "ls /etc")).isEmpty();
    }

    @Test
    void mistyped_characters_can_be_taken_back_even_wide_ones() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        assertThat(bench.shell(guest, "echo ö\u007f\u007f abc")).endsWith("abc").doesNotContain("not found");
    }

    @Test
    void on_real_time_a_reader_is_woken_as_soon_as_something_comes() {
        TestCall call = TestCall.on(TimeSource.system());
        Driver driver = new MemoryProvider().open(EndpointUri.parse("memory:///demo?private"), Access.none(), call);
        GuestId mail = driver.named(GuestName.of("mail"), call).get(0);
        driver.start(mail, call);
        try (Consoles.Line line = driver.facet(Consoles.class).orElseThrow().open(mail, call)) {
            StringBuilder seen = new StringBuilder();
            byte[] buffer = new byte[100];
            while (!seen.toString().contains("mail login: ")) {
                int count = line.read(buffer, Duration.ofSeconds(20));
                assertThat(count).isPositive();
                seen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        }
        driver.close();
        assertThat(Bench.refusal(() -> driver.ping(call)).kind()).isEqualTo(ErrorKind.UNREACHABLE);
    }
}
