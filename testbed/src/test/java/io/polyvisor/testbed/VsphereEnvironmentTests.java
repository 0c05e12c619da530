package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SimulatedVCenters
final class VsphereEnvironmentTests {

    @Test
    void killed_daemon_breaks_connections_refuses_new_ones_and_comes_back_with_its_inventory() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().guests(1).start();
                VcsimDaemon daemon = new VcsimDaemon(vcsim)) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(vcsim.certificates().trust())
                    .build();
            assertThat(about(client, daemon)).contains("Methods");
            VcsimOutsider other = vcsim.outsider();
            int guests = other.guests().size();

            daemon.kill();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> about(client, daemon));
            daemon.restart();

            assertThat(about(client, daemon)).contains("Methods");
            assertThat(other.guests()).hasSize(guests);
        }
    }

    @Test
    void sessions_end_when_the_daemon_comes_back() {
        try (Vcsim vcsim = Vcsim.vCenter().start();
                VcsimDaemon daemon = new VcsimDaemon(vcsim)) {
            vcsim.outsider().guests();
            vcsim.outsider().guests();
            daemon.kill();
            daemon.restart();
            assertThat(vcsim.outsider().endOtherSessions()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void image_and_medium_are_there_and_the_network_is(boolean onEsxi) {
        try (VsphereEnvironment environment = onEsxi ? VsphereEnvironment.esxi() : VsphereEnvironment.vCenter()) {
            VcsimEquipment equipment = environment.vcsim().equipment();
            assertThatExceptionOfType(SoapFailure.class)
                    .isThrownBy(() -> equipment.makeDisk(
                            "[" + environment.storage().get() + "] "
                                    + environment.image().get().key(),
                            1))
                    .satisfies(failure -> assertThat(failure.fault()).isEqualTo("FileAlreadyExists"));
            assertThat(equipment.fileSize(
                            environment.storage().get().value(),
                            environment.medium().get().key()))
                    .hasValue(32 * 1024);
            assertThat(equipment.networks())
                    .contains(environment.network().get().value());
        }
    }

    private static String about(HttpClient client, VcsimDaemon daemon) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + daemon.address() + "/about"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
