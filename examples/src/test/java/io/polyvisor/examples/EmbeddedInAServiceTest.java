package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Access;
import io.polyvisor.AuditRecord;
import io.polyvisor.AuditSink;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.InvalidSpecException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Health;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EmbeddedInAServiceTest {
    private final List<AuditRecord> audit = new CopyOnWriteArrayList<>();

    // tour:embedded
    /** What a service that hands out guests keeps for its life. It starts no thread: those are Polyvisor's. */
    static final class GuestService implements AutoCloseable {
        private final Polyvisor polyvisor = Polyvisor.open();
        private final Endpoint lab;

        GuestService(String uri, AuditSink audit) {
            EndpointOptions options = EndpointOptions.standard().named("lab").audited("guest-service", audit);
            lab = polyvisor.connect(uri, Access.fromEnvironment(), options);
        }

        /** Asked again under the same key, say after a crash of this service, it makes no second guest. */
        GuestId order(CreationKey key, String name) {
            return lab.find(key).map(Guest::id).orElseGet(() -> make(key, name));
        }

        private GuestId make(CreationKey key, String name) {
            GuestSpec spec = GuestSpec.named(name)
                    .vcpus(2)
                    .memory(Memory.gib(1))
                    .disk(DiskSpec.linkedTo(VolumeId.of("images", "linux")))
                    .nic(NicSpec.on("servers"))
                    .build();
            return lab.because("order " + key).create(spec, key).await().id();
        }

        /** Returns at once; the stage completes on a thread of Polyvisor, and within two minutes in whatever way. */
        CompletionStage<Effect> start(GuestId guest) {
            return lab.guest(guest).within(Duration.ofMinutes(2)).start().stage();
        }

        /** For a readiness probe: told from what is known, without asking the hypervisor. */
        boolean isWell() {
            return lab.health().state() == Health.State.WELL;
        }

        /** Lets what is under way end for half a minute. */
        @Override
        public void close() {
            lab.close(Duration.ofSeconds(30));
            polyvisor.close();
        }
    }
    // end

    @Test
    void an_order_that_is_repeated_makes_one_guest() {
        try (GuestService service = new GuestService("memory:///orders?preset=demo", audit::add)) {
            CreationKey key = CreationKey.fresh();
            GuestId first = service.order(key, "shop");
            assertThat(service.order(key, "shop")).isEqualTo(first);
            assertThat(audit).extracting(AuditRecord::verb).containsExactly(Verb.CREATE);
            assertThat(audit.get(0).who()).isEqualTo("guest-service");
            assertThat(audit.get(0).why()).contains("order " + key);
        }
    }

    @Test
    void a_start_completes_without_a_thread_of_the_service() {
        try (GuestService service = new GuestService("memory:///starts?preset=demo", audit::add)) {
            GuestId guest = service.order(CreationKey.fresh(), "shop");
            assertThat(service.start(guest).toCompletableFuture().join()).isEqualTo(Effect.APPLIED);
            assertThat(service.start(guest).toCompletableFuture().join()).isEqualTo(Effect.UNCHANGED);
            assertThat(service.isWell()).isTrue();
        }
    }

    @Test
    void a_name_that_is_wrong_is_refused_by_field_before_anything_is_made() {
        try (GuestService service = new GuestService("memory:///refusals?preset=demo", audit::add)) {
            assertThatThrownBy(() -> service.order(CreationKey.fresh(), "a/b"))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessageContaining("name");
        }
    }
}
