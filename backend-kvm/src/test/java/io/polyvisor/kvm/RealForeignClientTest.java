package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealSite.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** virsh acts on the guests that we act on. */
@Tag("real")
final class RealForeignClientTest {
    private static final Set<ErrorKind> OF_A_RACE =
            EnumSet.of(ErrorKind.INVALID_STATE, ErrorKind.BUSY, ErrorKind.CONFLICT);

    private static RealSite site;

    @BeforeAll
    static void start() {
        site = RealSite.start("shared");
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    /** What a verb must come to in a state into which virsh put the guest. */
    private record Step(String virsh, PowerState then, String verb, String answer) {}

    private static final List<Step> WALK = List.of(
            new Step("start", PowerState.RUNNING, "start", "UNCHANGED"),
            new Step("suspend", PowerState.PAUSED, "pause", "UNCHANGED"),
            new Step("", PowerState.PAUSED, "start", "INVALID_STATE"),
            new Step("resume", PowerState.RUNNING, "resume", "UNCHANGED"),
            new Step("suspend", PowerState.PAUSED, "resume", "APPLIED"),
            new Step("managedsave", PowerState.SUSPENDED, "suspend", "UNCHANGED"),
            new Step("", PowerState.SUSPENDED, "start", "INVALID_STATE"),
            new Step("", PowerState.SUSPENDED, "pause", "INVALID_STATE"),
            new Step("start", PowerState.RUNNING, "pause", "APPLIED"),
            new Step("destroy", PowerState.OFF, "powerOff", "UNCHANGED"),
            new Step("", PowerState.OFF, "pause", "INVALID_STATE"),
            new Step("", PowerState.OFF, "resume", "INVALID_STATE"),
            new Step("start", PowerState.RUNNING, "powerOff", "APPLIED"),
            new Step("start", PowerState.RUNNING, "pause", "APPLIED"),
            new Step("resume", PowerState.RUNNING, "suspend", "APPLIED"),
            new Step("managedsave-remove", PowerState.OFF, "suspend", "INVALID_STATE"),
            new Step("", PowerState.OFF, "start", "APPLIED"),
            new Step("destroy", PowerState.OFF, "start", "APPLIED"),
            new Step("reset", PowerState.RUNNING, "powerOff", "APPLIED"));

    @Test
    void every_answer_rests_on_what_virsh_made_of_the_guest() {
        Guest guest = site.create(firmware("walked").disk(disk(8)));
        List<String> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (Step step : WALK) {
            if (!step.virsh().isEmpty()) {
                site.virsh().call(step.virsh(), guest.id().value());
            }
            String where = step.virsh() + ": " + step.then() + "." + step.verb() + " -> ";
            expected.add(where + step.answer());
            answers.add(step.virsh() + ": " + guest.view().power().state() + "." + step.verb() + " -> "
                    + answer(verb(step.verb()).apply(guest)));
            assertThat(guest.view().power().state()).as(where).isEqualTo(byVirsh(guest));
        }
        assertThat(answers).isEqualTo(expected);
    }

    @Test
    void answers_stay_honest_while_virsh_pulls_the_other_way_all_the_time() throws InterruptedException {
        Guest guest = site.create(firmware("torn").disk(disk(8)));
        AtomicBoolean enough = new AtomicBoolean();
        List<String> foreign =
                List.of("start", "suspend", "resume", "destroy", "start", "managedsave", "start", "destroy");
        Thread other = new Thread(() -> {
            for (int i = 0; !enough.get(); i++) {
                // It may fail: then we were quicker.
                assertThat(site.virsh()
                                .run(foreign.get(i % foreign.size()), guest.id().value()))
                        .isNotNull();
            }
        });
        other.start();
        List<String> answers = new ArrayList<>();
        try {
            Random random = new Random(11);
            List<String> verbs = List.of("start", "pause", "resume", "suspend", "powerOff");
            for (int i = 0; i < 24; i++) {
                String verb = verbs.get(random.nextInt(verbs.size()));
                answers.add(verb + " -> " + answer(verb(verb).apply(guest)));
            }
        } finally {
            enough.set(true);
            other.join();
        }
        assertThat(answers)
                .allMatch(answer -> answer.endsWith("UNCHANGED")
                        || answer.endsWith("APPLIED")
                        || OF_A_RACE.stream().anyMatch(kind -> answer.endsWith(kind.name())));
        until("the host is at rest", () -> guest.view().power().state() == byVirsh(guest));
        assertThat(guest.powerOff(Loss.OF_SAVED_MEMORY).await()).isIn(Effect.APPLIED, Effect.UNCHANGED);
        assertThat(byVirsh(guest)).isEqualTo(PowerState.OFF);
        assertThat(site.lines("list", "--all", "--name")).contains("torn");
    }

    @Test
    void a_guest_that_virsh_removed_is_not_found_and_its_name_is_free() {
        Guest guest = site.create(firmware("gone"));
        site.virsh().call("undefine", guest.id().value());

        assertThat(answer(guest.start())).startsWith("NOT_FOUND NOT_APPLIED");
        assertThat(site.endpoint.inventory().guest(guest.id())).isEmpty();
        assertThat(site.create(firmware("gone")).id()).isNotEqualTo(guest.id());
    }

    private static String answer(Operation<Effect> operation) {
        try {
            return operation.await().name();
        } catch (PolyvisorException refused) {
            boolean plain = OF_A_RACE.contains(refused.kind()) && refused.outcome() == Outcome.NOT_APPLIED;
            return plain
                    ? refused.kind().name()
                    : refused.kind() + " " + refused.outcome() + ": " + refused.getMessage();
        }
    }

    private static Function<Guest, Operation<Effect>> verb(String name) {
        return switch (name) {
            case "start" -> Guest::start;
            case "pause" -> Guest::pause;
            case "resume" -> Guest::resume;
            case "suspend" -> Guest::suspend;
            case "powerOff" -> Guest::powerOff;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static PowerState byVirsh(Guest guest) {
        return switch (site.virshState(guest.id())) {
            case "running" -> PowerState.RUNNING;
            case "paused" -> PowerState.PAUSED;
            case "shut off" -> site.virshSaysSaved(guest.id()) ? PowerState.SUSPENDED : PowerState.OFF;
            default -> PowerState.UNKNOWN;
        };
    }
}
