package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainHandleTest {

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

    private DomainHandle define(String name) {
        return connection.domains().define(TestDriver.domain(name), Flags.NONE);
    }

    @Test
    void life_from_definition_to_undefinition() {
        try (DomainHandle domain = define("web")) {
            assertThat(domain.state().power()).isEqualTo(DomainState.Power.SHUTOFF);
            domain.create(Flags.NONE);
            assertThat(domain.state()).isEqualTo(new DomainState(DomainState.Power.RUNNING, 1));
            assertThat(domain.state().reasonName()).isEqualTo("booted");
            domain.suspend();
            assertThat(domain.state().power()).isEqualTo(DomainState.Power.PAUSED);
            assertThat(domain.state().reasonName()).isEqualTo("user");
            domain.resume();
            domain.reboot(Flags.NONE);
            domain.destroy(Flags.NONE);
            assertThat(domain.state().reasonName()).isEqualTo("destroyed");
            domain.rename("web2");
            domain.undefine(Flags.NONE);
            assertThatThrownBy(domain::state)
                    .isInstanceOfSatisfying(
                            LibvirtFault.class,
                            f -> assertThat(f.is("VIR_ERR_NO_DOMAIN")).isTrue());
        }
    }

    @Test
    void names_keep_every_character_whatever_the_platforms_charset() {
        for (String name : List.of("größe-名前-\uD83D\uDE00", "a&amp;b&lt;c'd&quot;e")) {
            try (DomainHandle defined = define(name)) {
                String plain = name.replace("&amp;", "&").replace("&lt;", "<").replace("&quot;", "\"");
                assertThat(defined.identity().name()).isEqualTo(plain);
                try (DomainHandle found = connection.domains().lookupByName(plain)) {
                    assertThat(found.uuid()).isEqualTo(defined.uuid());
                }
            }
        }
    }

    @Test
    void text_that_c_would_cut_is_refused_before_the_call() {
        assertThatThrownBy(() -> connection.domains().lookupByName("first\0evil"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> connection.domains().lookupByName("half\uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+D83D");
    }

    @Test
    void configuration_is_changed_and_read_back() {
        try (DomainHandle domain = define("cfg")) {
            domain.setAutostart(true);
            assertThat(domain.autostart()).isTrue();
            assertThat(domain.isPersistent()).isTrue();
            assertThat(domain.isActive()).isFalse();
            DomainConfig config = domain.config();
            assertThat(config.metadata("urn:x", Flags.AFFECT_CONFIG)).isEmpty();
            config.setMetadata("<mark owner='me'/>", "x", "urn:x", Flags.AFFECT_CONFIG);
            assertThat(config.metadata("urn:x", Flags.AFFECT_CONFIG))
                    .hasValueSatisfying(xml -> assertThat(xml).contains("owner=\"me\""));
            config.setMetadata(null, "x", "urn:x", Flags.AFFECT_CONFIG);
            assertThat(config.metadata("urn:x", Flags.AFFECT_CONFIG)).isEmpty();
            config.setVcpus(4, Flags.AFFECT_CONFIG | Flags.MAXIMUM);
            config.setVcpus(3, Flags.AFFECT_CONFIG);
            assertThat(config.vcpus(Flags.AFFECT_CONFIG)).isEqualTo(3);
            config.setMemory(32768, Flags.AFFECT_CONFIG);
            assertThat(domain.xml(Flags.XML_INACTIVE)).contains(">32768</currentMemory>");
        }
    }

    @Test
    void saved_memory_is_seen_and_removed() {
        try (DomainHandle domain = define("sleeper")) {
            domain.create(Flags.NONE);
            assertThat(domain.saves().exists()).isFalse();
            domain.saves().save(Flags.NONE);
            assertThat(domain.saves().exists()).isTrue();
            assertThat(domain.state().reasonName()).isEqualTo("saved");
            assertThat(connection.domains().identities(Flags.LIST_MANAGED_SAVE)).hasSize(1);
            domain.saves().remove();
            assertThat(domain.saves().exists()).isFalse();
        }
    }

    @Test
    void snapshots_form_a_tree() {
        try (DomainHandle domain = connection.domains().lookupByName("first")) {
            DomainSnapshots snapshots = domain.snapshots();
            assertThat(snapshots.current()).isEmpty();
            snapshots
                    .create("<domainsnapshot><name>one</name></domainsnapshot>", Flags.NONE)
                    .close();
            snapshots
                    .create("<domainsnapshot><name>two</name></domainsnapshot>", Flags.NONE)
                    .close();
            try (HandleList<SnapshotHandle> all = snapshots.list(Flags.SNAPSHOT_LIST_TOPOLOGICAL);
                    SnapshotHandle one = snapshots.lookup("one");
                    SnapshotHandle two = snapshots.lookup("two");
                    SnapshotHandle parent = two.parent().orElseThrow()) {
                assertThat(all.asList()).extracting(SnapshotHandle::name).containsExactly("one", "two");
                assertThat(parent.name()).isEqualTo("one");
                assertThat(one.parent()).isEmpty();
                assertThat(two.isCurrent()).isTrue();
                assertThat(two.xml(Flags.NONE)).contains("<name>two</name>");
                one.revert(Flags.NONE);
                assertThat(one.isCurrent()).isTrue();
                two.delete(Flags.NONE);
            }
            assertThat(connection.liveHandles()).isEqualTo(1);
        }
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void probes_decode_native_structures() {
        try (DomainHandle domain = connection.domains().lookupByName("first")) {
            DomainProbes probes = domain.probes();
            assertThat(probes.memory()).containsEntry(MemoryStat.ACTUAL_BALLOON, 2097152L);
            assertThat(probes.blockInfo("vda").capacity()).isPositive();
            assertThat(probes.blockCounters("vda").readBytes()).isNotEqualTo(-2);
            assertThat(probes.addresses(InterfaceAddresses.Source.LEASE))
                    .singleElement()
                    .satisfies(nic -> {
                        assertThat(nic.mac()).contains("52:54:00:12:34:56");
                        assertThat(nic.addresses()).singleElement().satisfies(address -> {
                            assertThat(address.text()).startsWith("192.168.");
                            assertThat(address.prefix()).isEqualTo(24);
                        });
                    });
        }
    }

    @Test
    void bulk_stats_hold_what_single_calls_say() {
        define("second").close();
        List<DomainStats> rows = connection.domains().stats(Flags.STATS_STATE, Flags.NONE);
        assertThat(rows).hasSize(2);
        for (DomainStats row : rows) {
            try (DomainHandle domain = connection.domains().lookup(row.domain().uuid())) {
                int state = (int) row.values().number("state.state").orElseThrow();
                int reason = (int) row.values().number("state.reason").orElseThrow();
                assertThat(DomainState.of(state, reason)).isEqualTo(domain.state());
                assertThat(row.domain()).isEqualTo(domain.identity());
            }
        }
    }

    @Test
    void closed_handle_refuses_and_may_be_closed_again() {
        DomainHandle domain = define("gone");
        domain.close();
        domain.close();
        assertThat(connection.liveHandles()).isZero();
        assertThatThrownBy(domain::state)
                .isInstanceOf(ConnectionClosedFailure.class)
                .hasMessageContaining("domain handle");
    }

    @Test
    void listed_handles_are_closed_together() {
        define("second").close();
        try (HandleList<DomainHandle> all = connection.domains().list(Flags.NONE)) {
            assertThat(all.asList()).hasSize(2);
            assertThat(connection.liveHandles()).isEqualTo(2);
        }
        assertThat(connection.liveHandles()).isZero();
    }
}
