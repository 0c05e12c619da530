package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import org.junit.jupiter.api.Test;

final class ReprotectingTest {

    private static Town town() {
        return Town.hybrid(150, 0, 365)
                .host("kvm", "k1", 16)
                .host("vc", "esx1", 8)
                .host("vc", "esx2", 16)
                .guest("web", 4, guest -> guest.at(key("kvm", "k1")));
    }

    private static Answer protect(Site site, Policy policy) {
        return Reprotecting.answer(
                site, policy, new Question.ChangeProtection("web", Protection.PROTECTED), Effort.standard());
    }

    @Test
    void guest_that_must_go_to_another_class_is_made_anew_there_from_its_service() {
        Site site = town().service("web", 4, Protection.DO_NOT_RESTART).site();
        Answer answer = protect(site, Policy.hybrid());
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.placeOf("web").orElseThrow().endpoint()).isEqualTo("vc");
        assertThat(answer.costBefore()).isEqualTo(Money.of(150));
        assertThat(answer.costAfter()).isEqualTo(Money.of(365));
    }

    @Test
    void guest_without_a_service_cannot_change_its_class_and_the_pool_is_named() {
        Answer answer = protect(town().site(), Policy.hybrid());
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.placeOf("web")).contains(key("kvm", "k1"));
        assertThat(answer.shortage().orElseThrow().constraints())
                .containsExactlyInAnyOrder(Constraint.POOL, Constraint.CLASS);
        assertThat(answer.shortage().orElseThrow().why()).contains("web", "the site has no service of its name");
        assertThat(answer.shortage().orElseThrow().cheapest().orElseThrow().what())
                .isEqualTo("a service that describes web");
    }

    @Test
    void guest_that_the_policy_still_allows_where_it_is_stays_there_at_the_same_cost() {
        Answer answer = protect(town().site(), Policy.anywhere(Fill.SPREAD));
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.placeOf("web")).contains(key("kvm", "k1"));
        assertThat(answer.costAfter()).isEqualTo(answer.costBefore());
    }

    @Test
    void guest_that_is_yet_to_be_made_is_placed_as_it_would_be_protected() {
        Site site = town().guest("new", 4).site();
        Answer answer = Reprotecting.answer(
                site, Policy.hybrid(), new Question.ChangeProtection("new", Protection.PROTECTED), Effort.standard());
        assertThat(answer.placeOf("new").orElseThrow().endpoint()).isEqualTo("vc");
    }

    @Test
    void class_without_room_is_a_shortage_of_memory_there() {
        Site site = town().guest("web", 32, guest -> guest.at(key("kvm", "k1")))
                .service("web", 32, Protection.DO_NOT_RESTART)
                .site();
        Answer answer = protect(site, Policy.hybrid());
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.shortage().orElseThrow().constraints()).contains(Constraint.MEMORY);
        assertThat(answer.shortage().orElseThrow().cheapest().orElseThrow().what())
                .isEqualTo("16 GiB of memory in host vc/esx2");
    }
}
