package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Protecting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who answers about protection: the hypervisor where it restarts guests by itself, else the core. */
final class ProtectionAnswerTest {
    private static final ProtectionView BY_HYPERVISOR =
            new ProtectionView(Protection.RESTART_IF_POSSIBLE, Enforcer.BACKEND, "high availability is on");

    @Test
    void a_hypervisor_that_restarts_guests_answers_itself() {
        Protecting facet = (guest, call) -> BY_HYPERVISOR;
        assertThat(answer(new Variation() {
                    @Override
                    public Interception driver() {
                        return call -> declaring(call, facet);
                    }
                }))
                .isEqualTo(BY_HYPERVISOR);
    }

    @Test
    void elsewhere_it_is_what_was_meant_and_nobody_sees_to_it() {
        ProtectionView answer = answer(Variation.NONE);
        assertThat(answer.protection()).isEqualTo(Protection.PROTECTED);
        assertThat(answer.enforcer()).isEqualTo(Enforcer.NOBODY);
        assertThat(answer.why()).contains("run failover");
    }

    private static @Nullable Object declaring(Intercepted call, Protecting facet) {
        if (call.is(Driver.class, "capabilities")) {
            return Capabilities.allExcept().build();
        }
        boolean asked = call.is(Driver.class, "facet") && call.argument(Class.class) == Protecting.class;
        return asked ? Optional.of(facet) : call.proceed();
    }

    private static ProtectionView answer(Variation variation) {
        List<ProtectionView> answers = new ArrayList<>();
        RuleBook book = new RuleBook(Area.PROT);
        book.must(1, "It is said.")
                .because("Why.")
                .lookAt("Here.")
                .check(tck -> answers.add(
                        tck.make(tck.spec().protection(Protection.PROTECTED).build())
                                .protection()));
        try (MemoryEnvironment environment = MemoryEnvironment.impatient();
                TckSession session = new TckSession(environment, variation)) {
            RuleResult result = TckRunner.run(book.rules().get(0), session);
            assertThat(result.verdict()).isEqualTo(new Verdict.Pass());
        }
        return answers.get(0);
    }
}
