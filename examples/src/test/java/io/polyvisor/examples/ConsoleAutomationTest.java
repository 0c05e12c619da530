package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.Readiness;
import io.polyvisor.error.InvalidStateException;
import io.polyvisor.model.GuestName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConsoleAutomationTest {

    // tour:console
    /** Logs in on the serial console, runs a command and returns what it printed. Needs no network in the guest. */
    static List<String> run(Guest guest, String command) {
        Duration soon = Duration.ofSeconds(20);
        guest.awaitReady(Readiness.consoleText("login:"), Duration.ofMinutes(2));
        try (Console console = guest.console()) {
            console.sendLine("");
            console.expect("login:", soon);
            console.sendLine("root").expect("# ", soon);
            console.sendLine(command);
            List<String> shown = console.expect("# ", soon).lines().toList();
            console.sendLine("exit").expect("login:", soon);
            return shown.subList(1, shown.size() - 1); // between the echo of the command and the next prompt
        }
    }
    // end

    @Test
    void a_command_tells_what_it_printed() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///consoles?preset=demo")) {
            Guest web = site.guest(GuestName.of("web"));
            assertThat(run(web, "nproc")).containsExactly("2");
            assertThat(run(web, "echo one; echo two")).containsExactly("one", "two");
        }
    }

    @Test
    void a_guest_that_is_off_has_no_console_and_says_what_to_do() {
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint site = polyvisor.connect("memory:///silence?preset=demo")) {
            Guest mail = site.guest(GuestName.of("mail"));
            assertThatThrownBy(() -> run(mail, "nproc"))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessageContaining("start it first");
        }
    }
}
