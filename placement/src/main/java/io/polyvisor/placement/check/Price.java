package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a state costs in a year. */
final class Price {
    private Price() {}

    static Money of(Site site, Map<HostKey, List<SiteGuest>> activeByHost) {
        long sum = 0;
        for (Map.Entry<HostKey, List<SiteGuest>> host : activeByHost.entrySet()) {
            CostModel cost = site.endpointOf(host.getKey()).cost();
            long guests = Math.multiplyExact(
                    cost.perGuest().hundredths(), host.getValue().size());
            sum = Math.addExact(sum, Math.addExact(guests, cost.perHost().hundredths()));
        }
        return new Money(sum);
    }

    static List<Violation> faults(Situation situation) {
        Answer answer = situation.answer();
        List<Violation> faults = new ArrayList<>();
        Money before = of(situation.site(), Situation.activeByHost(situation.site(), situation.before()));
        Money after = of(situation.site(), Situation.activeByHost(situation.site(), situation.after()));
        if (!answer.costBefore().equals(before)) {
            faults.add(Rule.COST.broken("the site costs " + before + " before, not " + answer.costBefore()));
        }
        if (answer.holds() && !answer.costAfter().equals(after)) {
            faults.add(Rule.COST.broken("the site costs " + after + " afterwards, not " + answer.costAfter()));
        }
        boolean tooDear = situation
                .policy()
                .budget()
                .map(budget -> after.compareTo(budget) > 0 && after.compareTo(before) > 0)
                .orElse(false);
        if (answer.holds() && tooDear) {
            faults.add(Rule.BUDGET.broken(after + " is more than the budget of "
                    + situation.policy().budget().orElseThrow()));
        }
        return faults;
    }
}
