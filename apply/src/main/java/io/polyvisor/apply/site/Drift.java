package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.site.Finding.Kind;
import io.polyvisor.apply.site.Finding.Severity;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a site differs from what services and policy want.
 *
 * <p>Immutable and thread-safe.
 *
 * @param findings the differences, the worst first
 */
public record Drift(List<Finding> findings) {
    /** Copies the list, in order. */
    public Drift {
        findings = findings.stream().sorted().toList();
    }

    /** Compares. Pure; blocks for as long as the effort allows. */
    public static Drift of(Services services, Policy policy, Observed observed, Effort effort) {
        List<Finding> findings = new ArrayList<>();
        ServiceChecks checks = new ServiceChecks(policy, observed);
        services.byName().values().forEach(service -> findings.addAll(checks.of(service)));
        findings.addAll(new SiteChecks(services, policy, observed, effort).all());
        cheaper(services, policy, observed, effort).ifPresent(findings::add);
        return new Drift(findings);
    }

    /** The worst of it as an exit code: 0 as wanted, 1 not as it should be, 2 harm. */
    public int exitCode() {
        return findings.stream()
                .mapToInt(finding -> switch (finding.severity()) {
                    case NOTE -> 0;
                    case WARN -> 1;
                    case HARM -> 2;
                })
                .max()
                .orElse(0);
    }

    /** What repairs it as far as anything does. Pure; blocks for as long as the effort allows. */
    public Repair repair(Services services, Policy policy, Observed observed, Effort effort) {
        return new Repairing(services, policy, observed).of(findings, effort);
    }

    /** The same as a plan. Pure; blocks for as long as the effort allows. */
    public Plan plan(Services services, Policy policy, Observed observed, Effort effort, Pace pace) {
        return RepairPlan.of(repair(services, policy, observed, effort), policy, pace);
    }

    /** What the same guests would cost if all services were placed anew. */
    private static Optional<Finding> cheaper(Services services, Policy policy, Observed observed, Effort effort) {
        Site site = observed.site();
        Map<String, SiteGuest> guests = new LinkedHashMap<>(site.guests());
        Set<String> asked = new TreeSet<>();
        for (Service service : services.byName().values()) {
            SiteGuest guest = site.guests().get(service.name());
            boolean counts = guest != null
                    && guest.active()
                    && guest.place()
                            .map(place -> site.host(place).state() == HostState.UP)
                            .orElse(false);
            if (counts) {
                guests.put(service.name(), service.guest());
                asked.add(service.name());
            } else if (guest != null && guest.place().isEmpty()) {
                guests.put(service.name(), guest.active(false));
            }
        }
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Answer best = Placer.answer(site.withGuests(guests.values()), policy, new Question.Place(asked), effort);
        Money now = Costs.of(site);
        if (!best.holds() || best.costAfter().equals(now)) {
            return Optional.empty();
        }
        boolean dearer = now.compareTo(best.costAfter()) > 0;
        Money difference =
                dearer ? now.minus(best.costAfter()) : best.costAfter().minus(now);
        return Optional.of(new Finding(
                Kind.COST,
                dearer ? Severity.WARN : Severity.NOTE,
                site.name(),
                "costs " + now + " " + site.currency() + " a year, " + difference + (dearer ? " more" : " less")
                        + " than the policy's best assignment of the same guests (" + best.costAfter() + ")",
                "bring guests to their places; what is at the right place and dear is placed anew by hand",
                false));
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
