package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimFront;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers notice of lost replies, and how often each request went over the wire, counted at a proxy. */
@SimulatedVCenters
final class VsphereResendTest {
    private Vcsim vcsim;
    private VcsimFront front;
    private Polyvisor polyvisor;
    private Endpoint endpoint;

    @BeforeEach
    void open() {
        vcsim = Vcsim.vCenter().start();
        front = VcsimFront.before(vcsim);
        polyvisor = Polyvisor.open();
        endpoint = polyvisor.connect("vsphere://" + front.address(), front.access());
    }

    @AfterEach
    void close() {
        polyvisor.close();
        front.close();
        vcsim.close();
    }

    @Test
    void create_whose_reply_is_lost_is_applied_once_and_found_by_its_key() {
        WireFault lost = front.strike(WireFault.every("CreateVM_Task", WireMishap.REPLY_LOST));
        CreationKey key = CreationKey.fresh();
        Guest made = endpoint.create(spec("once"), key).await();
        assertThat(front.struck(lost)).isEqualTo(1);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        assertThat(vcsim.outsider().guests().values()).containsExactly("once");
        assertThat(endpoint.find(key)).map(Guest::id).contains(made.id());
    }

    @Test
    void create_whose_request_is_lost_is_not_sent_again_and_nobody_claims_to_know() {
        front.strike(WireFault.every("CreateVM_Task", WireMishap.REQUEST_LOST));
        PolyvisorException failure = catchThrowableOfType(
                PolyvisorException.class, () -> endpoint.create(spec("never")).await());
        assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        assertThat(vcsim.outsider().guests()).isEmpty();
    }

    @Test
    void goal_whose_reply_is_lost_is_observed_and_not_sent_again() {
        Guest guest = endpoint.create(spec("goal")).await();
        front.strike(WireFault.every("PowerOnVM_Task", WireMishap.REPLY_LOST));
        assertThat(guest.start().await()).isEqualTo(Effect.APPLIED);
        assertThat(front.received("PowerOnVM_Task")).isEqualTo(1);
        assertThat(vcsim.outsider().power(guest.id())).contains(PowerState.RUNNING);
    }

    @Test
    void goal_whose_request_is_lost_is_sent_again() {
        Guest guest = endpoint.create(spec("goal")).await();
        front.strike(WireFault.first("PowerOnVM_Task", WireMishap.REQUEST_LOST));
        assertThat(guest.start().await()).isEqualTo(Effect.APPLIED);
        assertThat(front.received("PowerOnVM_Task")).isEqualTo(2);
        assertThat(front.forwarded("PowerOnVM_Task")).isEqualTo(1);
    }

    @Test
    void read_whose_reply_is_lost_is_read_again_and_nobody_notices() {
        endpoint.create(spec("read")).await();
        WireFault lost = front.strike(WireFault.first("RetrievePropertiesEx", WireMishap.REPLY_LOST));
        assertThat(endpoint.inventory().guests()).hasSize(1);
        assertThat(front.struck(lost)).isEqualTo(1);
    }

    @Test
    void once_whose_reply_is_lost_is_not_sent_again() {
        Guest guest = endpoint.create(spec("once")).await();
        guest.start().await();
        front.strike(WireFault.every("ResetVM_Task", WireMishap.REPLY_LOST));
        Object unused = catchThrowableOfType(
                PolyvisorException.class, () -> guest.reset().await());
        assertThat(front.received("ResetVM_Task")).isEqualTo(1);
    }

    @Test
    void sessions_that_end_in_the_middle_of_things_are_renewed_and_nobody_notices() {
        WireFault ended = front.strike(WireFault.first("RetrievePropertiesEx", WireMishap.SESSION_EXPIRED));
        Guest guest = endpoint.create(spec("renewed")).await();
        assertThat(front.struck(ended)).isEqualTo(1);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        WireFault again = front.strike(WireFault.first("PowerOnVM_Task", WireMishap.SESSION_EXPIRED));
        assertThat(guest.start().await()).isEqualTo(Effect.APPLIED);
        assertThat(front.struck(again)).isEqualTo(1);
        assertThat(front.received("Login")).isEqualTo(3);
    }

    private static GuestSpec spec(String name) {
        return GuestSpec.named(GuestName.of(name))
                .vcpus(1)
                .memory(Memory.mib(32))
                .build();
    }
}
