package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.Memory;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnswerDocumentTest {
    private static final HostKey KVM1 = HostKey.parse("kvm1");
    private static final HostKey ESX = HostKey.parse("central/esx1");

    static String sample() {
        Map<String, HostKey> places = new LinkedHashMap<>();
        places.put("web", ESX);
        places.put("wiki", KVM1);
        Answer answer = new Answer(
                new Question.Place(Set.of("web", "big")),
                Verdict.FEASIBLE,
                places,
                Set.of("big"),
                List.of(),
                List.of(KVM1),
                Money.of(150),
                Money.parse("514.50"),
                List.of(new Bound("cost in hundredths of GBP", 51450, 50000), new Bound("hosts used", 2, 2)),
                Optional.of(new Shortage(
                        Set.of("big"),
                        Set.of(Constraint.MEMORY, Constraint.APART),
                        true,
                        "no host has 64 GiB left",
                        List.of(
                                new Shortage.Addition("48 GiB of memory in host kvm1", Optional.empty()),
                                new Shortage.Addition("switch on host kvm2", Optional.of(Money.of(50)))))));
        Explanation reason = new Explanation(
                "web",
                Optional.of(ESX),
                List.of("rule \"central\"", "cheapest of 1"),
                List.of(
                        new Explanation.Rejection(
                                KVM1, Optional.of(Constraint.CLASS), "kvm1 is in-house", Money.of(-215)),
                        new Explanation.Rejection(
                                HostKey.parse("central/esx2"), Optional.empty(), "would do", Money.ZERO)),
                List.of("another protection"));
        return JsonFields.text(AnswerDocument.tree(site(), answer, List.of(reason)));
    }

    private static Site site() {
        return Site.of(
                "school",
                "GBP",
                List.of(endpoint("central"), endpoint("kvm1")),
                List.of(Pool.named("p")),
                List.of(host(KVM1), host(ESX)),
                List.of(),
                List.of(
                        SiteGuest.of("web", 1, Memory.gib(1)),
                        SiteGuest.of("wiki", 1, Memory.gib(1)).at(KVM1)),
                List.of(),
                List.of());
    }

    private static SiteEndpoint endpoint(String name) {
        return new SiteEndpoint(
                name,
                "qemu",
                EndpointClass.IN_HOUSE,
                "here",
                CostModel.FREE,
                Map.of(),
                Map.of(),
                Optional.empty(),
                false);
    }

    private static SiteHost host(HostKey key) {
        return new SiteHost(key, "p", Memory.gib(16), 4, 100, Optional.empty(), Map.of(), Set.of(), HostState.UP);
    }

    @Test
    void the_document_is_as_it_was_promised() throws IOException {
        assertThat(sample()).isEqualTo(Files.readString(Path.of("../docs/schemas/polyvisor.answer-1.json")));
    }

    @Test
    void every_question_has_its_type() {
        Map<String, Question> questions = Map.of(
                "REBALANCE", new Question.Rebalance(3),
                "CONSOLIDATE", new Question.Consolidate(OptionalInt.empty()),
                "EVACUATE", new Question.Evacuate(KVM1),
                "FAIL_OVER", new Question.FailOver(Set.of(KVM1)),
                "CHANGE_PROTECTION", new Question.ChangeProtection("web", io.polyvisor.model.Protection.PROTECTED));

        questions.forEach((type, question) -> {
            Answer answer = new Answer(
                    question,
                    Verdict.OPTIMAL,
                    Map.of(),
                    Set.of(),
                    List.of(),
                    List.of(),
                    Money.ZERO,
                    Money.ZERO,
                    List.of(new Bound("moves", 1, 0)),
                    Optional.empty());
            ObjectNode tree = AnswerDocument.tree(site(), answer, List.of());
            assertThat(tree.at("/question/type").asText()).isEqualTo(type);
            assertThat(tree.at("/bounds/0/gapPercent").isNull()).isTrue();
            assertThat(tree.at("/shortage").isNull()).isTrue();
        });
    }
}
