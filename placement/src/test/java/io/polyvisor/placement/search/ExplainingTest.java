package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.vlans;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Explanation.Rejection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExplainingTest {

    private static Town town() {
        return Town.hybrid(150, 0, 365)
                .host("kvm", "k1", 16)
                .host("kvm", "k2", 4)
                .host("kvm", "k3", 16, vlans(10))
                .host("kvm", "k4", 16, host -> host.in(HostState.OFF))
                .host("vc", "esx1", 64)
                .guest("web", 8, guest -> guest.on(Set.of(VlanId.of(20))));
    }

    private static Explanation explain(Site site, Policy policy, String guest) {
        Answer answer =
                Placing.answer(site, policy, new Question.Place(site.guests().keySet()), Effort.standard());
        return Explaining.explain(site, policy, answer, guest);
    }

    private static Rejection rejected(Explanation explanation, String endpoint, String host) {
        return explanation.rejected().stream()
                .filter(each -> each.host().equals(key(endpoint, host)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rule_cost_and_every_other_host_are_named_with_their_figures() {
        Explanation explanation = explain(town().site(), Policy.hybrid(), "web");
        assertThat(explanation.chosen()).contains(key("kvm", "k1"));
        assertThat(explanation.because())
                .containsExactly(
                        "rule \"everything else goes in-house\" of policy hybrid",
                        "150 GBP a year on kvm/k1; no other host would do",
                        "no other host that would do is as cheap");
        assertThat(rejected(explanation, "kvm", "k2"))
                .isEqualTo(rejection("k2", Constraint.MEMORY, "needs 8 GiB, 4 GiB free"));
        assertThat(rejected(explanation, "kvm", "k3"))
                .isEqualTo(rejection("k3", Constraint.VLAN, "is not known to carry VLAN 20"));
        assertThat(rejected(explanation, "kvm", "k4"))
                .isEqualTo(rejection("k4", Constraint.HOST_STATE, "is switched off"));
        assertThat(rejected(explanation, "vc", "esx1"))
                .isEqualTo(new Rejection(
                        key("vc", "esx1"),
                        Optional.of(Constraint.CLASS),
                        "is ruled out: \"everything else goes in-house\" wants class in-house, this is central",
                        Money.of(215)));
        assertThat(explanation.wouldChange())
                .containsExactly("4 GiB more memory on kvm/k2", "VLAN 20 on kvm/k3", "kvm/k4 switched on");
    }

    private static Rejection rejection(String host, Constraint binding, String words) {
        return new Rejection(key("kvm", host), Optional.of(binding), words, Money.ZERO);
    }

    @Test
    void other_protection_that_would_save_money_is_named() {
        Site site = town().guest("db", 8, guest -> guest.protectedAs(Protection.PROTECTED))
                .site();
        Explanation explanation = explain(site, Policy.hybrid(), "db");
        assertThat(explanation.chosen()).contains(key("vc", "esx1"));
        assertThat(explanation.wouldChange())
                .contains("protection restart-if-possible or protection do-not-restart (saves 215 GBP a year)");
    }

    @Test
    void dearer_host_that_would_do_says_so() {
        Explanation explanation = explain(town().site(), Policy.anywhere(Fill.SPREAD), "web");
        Rejection central = rejected(explanation, "vc", "esx1");
        assertThat(central.binding()).isEmpty();
        assertThat(central.words()).isEqualTo("would do, but costs 215 GBP more a year");
        assertThat(explanation.because()).startsWith("no rule of policy anywhere is about it: it may run anywhere");
    }

    @Test
    void groups_that_keep_it_away_are_named() {
        Site site = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 64)
                .guest("a", 1, guest -> guest.at(key("kvm", "k1")))
                .guest("b", 1)
                .guest("c", 1, guest -> guest.at(key("kvm", "k2")))
                .guest("d", 1)
                .group(Group.Kind.APART, "web", "a", "b")
                .group(Group.Kind.TOGETHER, "stack", "c", "d")
                .site();
        Policy policy = Policy.anywhere(Fill.PACK);
        assertThat(rejected(explain(site, policy, "b"), "kvm", "k1").words())
                .isEqualTo("is kept free of it by a, which is there (group web)");
        assertThat(rejected(explain(site, policy, "d"), "kvm", "k1").words())
                .isEqualTo("is not where it belongs: with c, which is on kvm/k2 (group stack)");
    }

    @Test
    void guest_without_a_place_hears_why_and_what_would_help() {
        Site site = town().guest("huge", 128).site();
        Explanation explanation = explain(site, Policy.hybrid(), "huge");
        assertThat(explanation.chosen()).isEmpty();
        assertThat(explanation.because().get(1)).startsWith("there is no place for it: huge (");
        assertThat(explanation.wouldChange()).contains("112 GiB more memory on kvm/k1");
    }

    @Test
    void guest_that_leaves_an_emptied_host_is_explained_by_that() {
        Site site = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 64)
                .guest("a", 1, guest -> guest.at(key("kvm", "k1")))
                .site();
        Answer answer = new Answer(
                new Question.Evacuate(key("kvm", "k1")),
                Verdict.OPTIMAL,
                Map.of("a", key("kvm", "k2")),
                Set.of(),
                List.<HostKey>of(),
                List.<HostKey>of(),
                Money.ZERO,
                Money.ZERO,
                List.of(),
                Optional.empty());
        Explanation explanation = Explaining.explain(site, Policy.anywhere(Fill.SPREAD), answer, "a");
        assertThat(rejected(explanation, "kvm", "k1").words()).isEqualTo("is being emptied");
        assertThat(explanation.because().get(2)).startsWith("it leaves kvm/k1, which is emptied");
    }

    @Test
    void guest_that_would_be_protected_otherwise_is_explained_by_the_rule_that_would_hold_then() {
        Site site = town().service("web", 8, Protection.DO_NOT_RESTART)
                .guest("web", 8, guest -> guest.at(key("kvm", "k1")))
                .site();
        Question.ChangeProtection question = new Question.ChangeProtection("web", Protection.PROTECTED);
        Answer answer = Reprotecting.answer(site, Policy.hybrid(), question, Effort.standard());
        Explanation explanation = Explaining.explain(site, Policy.hybrid(), answer, "web");
        assertThat(explanation.because().get(0))
                .isEqualTo("rule \"protected guests go to the central service\" of policy hybrid");
        assertThat(rejected(explanation, "kvm", "k1").binding()).contains(Constraint.CLASS);
    }
}
