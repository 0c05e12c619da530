package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation.Rejection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a guest is where it is: the question, the rule, the cost, and what decided among equals. */
final class Reasons {
    private final Site site;
    private final Policy policy;
    private final Answer answer;
    private final Outlook outlook;
    private final SiteGuest guest;

    Reasons(Site site, Policy policy, Answer answer, Outlook outlook) {
        this.site = site;
        this.policy = policy;
        this.answer = answer;
        this.outlook = outlook;
        this.guest = outlook.guest();
    }

    List<String> words(List<Rejection> rejected) {
        List<String> words = new ArrayList<>();
        words.add(rule());
        Optional<HostKey> chosen = outlook.chosen();
        if (chosen.isEmpty()) {
            words.add(without());
        } else {
            words.add(cost(chosen.get(), rejected));
            words.add(decided(chosen.get(), rejected));
        }
        return words;
    }

    private String rule() {
        return policy.ruleFor(guest)
                .map(rule -> "rule \"" + rule.name() + "\" of policy " + policy.name())
                .orElse("no rule of policy " + policy.name() + " is about it: it may run anywhere");
    }

    private String without() {
        if (!answer.holds()) {
            return answer.shortage()
                    .map(shortage -> "there is no place for it: " + shortage.why())
                    .orElse("no place was found for it");
        }
        if (answer.unplaced().contains(guest.name())) {
            return "no host has room for it as things are then";
        }
        return "the question was not about it";
    }

    private String cost(HostKey chosen, List<Rejection> rejected) {
        Money cost = outlook.occupancy().costOn(chosen);
        String words = cost + " " + site.currency() + " a year on " + chosen;
        List<Rejection> possible =
                rejected.stream().filter(host -> host.binding().isEmpty()).toList();
        if (possible.isEmpty()) {
            return words + "; no other host would do";
        }
        boolean cheapest =
                possible.stream().noneMatch(host -> host.costDifference().compareTo(Money.ZERO) < 0);
        int hosts = possible.size() + 1;
        return cheapest ? words + ", as cheap as any of the " + hosts + " hosts that would do" : words;
    }

    private String decided(HostKey chosen, List<Rejection> rejected) {
        if (guest.place().equals(Optional.of(chosen))) {
            return answer.question() instanceof Question.Place
                    ? "it stays where it is: only guests without a place were asked about"
                    : "it stays where it is";
        }
        boolean equals = rejected.stream()
                .anyMatch(host ->
                        host.binding().isEmpty() && host.costDifference().equals(Money.ZERO));
        if (!equals) {
            return moved().orElse("no other host that would do is as cheap");
        }
        String among = switch (policy.fill()) {
            case PACK -> "among hosts of equal cost those in use come first: as few as possible are used";
            case SPREAD -> "among hosts of equal cost the load stays most even there";
        };
        return moved().map(moved -> moved + "; " + among).orElse(among);
    }

    private Optional<String> moved() {
        String from = guest.place().map(HostKey::toString).orElse("");
        Question question = answer.question();
        if (question instanceof Question.Evacuate) {
            return Optional.of("it leaves " + from + ", which is emptied, or makes room for one that does");
        }
        if (question instanceof Question.FailOver) {
            return Optional.of("it was on " + from + ", which is lost");
        }
        if (question instanceof Question.Consolidate) {
            return Optional.of("it leaves " + from + ", so that fewer hosts are in use");
        }
        if (question instanceof Question.Rebalance) {
            return Optional.of("it leaves " + from + ", so that the load is more even");
        }
        if (question instanceof Question.ChangeProtection change) {
            return Optional.of("protection " + Phrasing.words(change.to()) + " has its place elsewhere");
        }
        return Optional.empty();
    }
}
