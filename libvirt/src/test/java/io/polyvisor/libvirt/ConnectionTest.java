package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionTest {

    @TempDir
    Path folder;

    private LibvirtConnection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = TestDriver.connect(folder);
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void host_is_described() {
        assertThat(connection.isAlive()).isTrue();
        assertThat(connection.lost()).isEmpty();
        assertThat(connection.host().driverType()).isEqualTo("TEST");
        assertThat(connection.host().hostname()).isNotBlank();
        assertThat(connection.host().libvirtVersion()).isGreaterThan(new LibvirtVersion(6, 0, 0));
        assertThat(connection.host().node().cpus()).isPositive();
        assertThat(connection.host().node().model()).isNotBlank();
        assertThat(connection.host().cpuStats()).containsKeys("idle", "user");
        assertThat(connection.host().capabilities()).startsWith("<capabilities>");
    }

    @Test
    void free_memory_of_the_shared_test_host_is_known() throws Exception {
        try (LibvirtConnection shared =
                LibvirtConnection.open(LibvirtUri.parse("test:///default"), ConnectOptions.defaults())) {
            assertThat(shared.host().freeMemory()).isPositive();
        }
    }

    @Test
    void what_the_driver_lacks_is_a_fault_with_its_native_numbers() {
        DomainHandle first = connection.domains().lookupByName("first");
        assertThatThrownBy(() -> first.jobs().abort()).isInstanceOfSatisfying(LibvirtFault.class, fault -> {
            assertThat(fault.function()).isEqualTo("virDomainAbortJob");
            assertThat(fault.code()).isEqualTo(3);
            assertThat(fault.codeName()).isEqualTo("VIR_ERR_NO_SUPPORT");
            assertThat(fault.level()).isEqualTo(LibvirtFault.Level.ERROR);
            assertThat(fault.text()).isNotBlank();
        });
    }

    @Test
    void absent_domain_is_a_fault_that_names_it() {
        assertThatThrownBy(() -> connection.domains().lookupByName("nobody"))
                .isInstanceOfSatisfying(LibvirtFault.class, fault -> {
                    assertThat(fault.codeName()).isEqualTo("VIR_ERR_NO_DOMAIN");
                    assertThat(fault.originName()).isEqualTo("VIR_FROM_TEST");
                });
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void each_call_is_counted_by_its_function() {
        Map<String, Long> before = connection.calls().snapshot();
        List<DomainIdentity> all = connection.domains().identities(Flags.NONE);
        List<DomainStats> stats = connection.domains().stats(Flags.STATS_STATE, Flags.NONE);

        assertThat(all).extracting(DomainIdentity::name).containsExactly("first");
        assertThat(stats)
                .extracting(row -> row.domain().uuid())
                .containsExactly(all.get(0).uuid());
        assertThat(connection.calls().since(before))
                .isEqualTo(Map.of("virConnectGetAllDomainStats", 1L, "virConnectListAllDomains", 1L));
    }

    @Test
    void failed_calls_are_counted_too() {
        Map<String, Long> before = connection.calls().snapshot();
        assertThatThrownBy(() -> connection.domains().lookupByName("nobody")).isInstanceOf(LibvirtFault.class);
        assertThat(connection.calls().since(before)).isEqualTo(Map.of("virDomainLookupByName", 1L));
    }

    @Test
    void after_close_every_call_is_refused_and_nothing_is_sent() {
        DomainHandle first = connection.domains().lookupByName("first");
        connection.close();
        long sent = connection.calls().total();

        assertThatThrownBy(() -> connection.host().hostname()).isInstanceOf(ConnectionClosedFailure.class);
        assertThatThrownBy(first::state).isInstanceOf(ConnectionClosedFailure.class);
        assertThatThrownBy(first::uuid).isInstanceOf(ConnectionClosedFailure.class);
        assertThat(connection.calls().total()).isEqualTo(sent);
        first.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isAbandoned()).isFalse();
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void refused_uri_of_the_library_is_a_fault() {
        assertThatThrownBy(() ->
                        LibvirtConnection.open(LibvirtUri.parse("test:///nowhere/node.xml"), ConnectOptions.defaults()))
                .isInstanceOf(LibvirtFault.class)
                .hasMessageContaining("virConnectOpenAuth");
    }
}
