package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Explanation.Rejection;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a guest is where an answer puts it. Stateless. */
public final class Explaining {
    private static final int MOST_CHANGES = 12;

    private Explaining() {}

    /** Explains the place of that guest. */
    public static Explanation explain(Site site, Policy policy, Answer answer, String guest) {
        Outlook outlook = new Outlook(site, policy, answer, site.guest(guest));
        List<Rejection> rejected = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        for (HostKey host : site.hosts().keySet().stream().sorted().toList()) {
            if (!outlook.chosen().equals(Optional.of(host))) {
                Optional<Objection> objection = outlook.objection(host);
                Money difference = outlook.difference(host);
                rejected.add(new Rejection(
                        host,
                        objection.map(Objection::constraint),
                        objection.map(Objection::words).orElseGet(() -> outlook.notPreferred(host)),
                        difference));
                objection.ifPresent(found -> addChange(changes, outlook, found, difference));
            }
        }
        List<String> because = new Reasons(site, policy, answer, outlook).words(rejected);
        return new Explanation(guest, outlook.chosen(), because, rejected, changes);
    }

    /**
     * What makes a host possible changes the answer when the guest has none, or none that is as cheap; one that stays where it is would
     * only go where it is cheaper.
     */
    private static void addChange(List<String> changes, Outlook outlook, Objection objection, Money difference) {
        boolean matters = outlook.chosen().isEmpty() || difference.compareTo(Money.ZERO) < (outlook.stays() ? 0 : 1);
        if (!matters || objection.remedy().isEmpty() || changes.size() >= MOST_CHANGES) {
            return;
        }
        boolean cheaper = outlook.chosen().isPresent() && difference.compareTo(Money.ZERO) < 0;
        String saving =
                cheaper ? " (saves " + Money.ZERO.minus(difference) + " " + outlook.currency() + " a year)" : "";
        if (!changes.contains(objection.remedy() + saving)) {
            changes.add(objection.remedy() + saving);
        }
    }
}
