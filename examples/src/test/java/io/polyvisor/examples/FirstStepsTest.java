package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Shutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FirstStepsTest {

    private final List<Object> said = new ArrayList<>();

    @Test
    void a_guest_is_started_and_shut_down() {
        // tour:first
        try (Polyvisor polyvisor = Polyvisor.open();
                Endpoint endpoint = polyvisor.connect("memory:///demo")) {
            Guest mail = endpoint.guest(GuestName.of("mail"));

            say(mail.start().await()); // APPLIED
            say(mail.start().await()); // UNCHANGED, on every backend
            say(mail.view().power().state()); // RUNNING

            Shutdown politely = Shutdown.gracefully(Duration.ofMinutes(2)).thenPowerOff();
            say(mail.within(Duration.ofMinutes(3)).shutdown(politely).await()); // APPLIED
        }
        // end

        assertThat(said).containsExactly(Effect.APPLIED, Effect.UNCHANGED, PowerState.RUNNING, Effect.APPLIED);
    }

    @Test
    void embedding_needs_no_injector() {
        assertThatThrownBy(() -> Class.forName("com.google.inject.Guice")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("com.google.common.collect.ImmutableList"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private void say(Object what) {
        said.add(what);
    }
}
