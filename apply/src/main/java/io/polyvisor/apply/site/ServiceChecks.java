package io.polyvisor.apply.site;

import io.polyvisor.apply.site.Finding.Kind;
import io.polyvisor.apply.site.Finding.Severity;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares one service with its guest. Not thread-safe. */
final class ServiceChecks {
    private final Policy policy;
    private final Observed observed;
    private final Site site;
    private final List<Finding> findings = new ArrayList<>();

    ServiceChecks(Policy policy, Observed observed) {
        this.policy = policy;
        this.observed = observed;
        this.site = observed.site();
    }

    List<Finding> of(Service service) {
        findings.clear();
        Optional<SiteGuest> guest = Optional.ofNullable(site.guests().get(service.name()));
        Optional<HostKey> place = guest.flatMap(SiteGuest::place);
        if (guest.isPresent() && place.isPresent()) {
            power(service, guest.get(), place.get());
            place(service, guest.get(), place.get());
            size(service, guest.get());
            protection(service, guest.get());
        } else {
            missing(service);
        }
        return List.copyOf(findings);
    }

    private void missing(Service service) {
        List<String> strangers = observed.guests().keySet().stream()
                .filter(name ->
                        name.endsWith("/" + service.name()) && !observed.ours().contains(name))
                .toList();
        strangers.forEach(name -> add(
                Kind.UNOWNED,
                Severity.WARN,
                name,
                "has the name of service " + service.name() + " and does not bear our mark",
                "polyvisor adopt " + name + ", if it is the service's guest; else polyvisor set " + name
                        + " --name ANOTHER",
                false));
        add(
                Kind.MISSING,
                service.protection() == Protection.PROTECTED ? Severity.HARM : Severity.WARN,
                service.name(),
                "service " + service.name() + " (" + words(service.protection()) + ") has no guest",
                strangers.isEmpty() ? "place it" : "say first whose guest " + String.join(", ", strangers) + " is",
                strangers.isEmpty());
    }

    private void power(Service service, SiteGuest guest, HostKey place) {
        HostState state = site.host(place).state();
        Severity severity = service.protection() == Protection.DO_NOT_RESTART ? Severity.WARN : Severity.HARM;
        if (state == HostState.UNREACHABLE) {
            add(
                    Kind.UNSEEN,
                    Severity.WARN,
                    guest.name(),
                    "was last seen on " + place + ", which cannot be reached; it may run",
                    "look after " + place + "; when it is surely dead: polyvisor failover " + place,
                    false);
        } else if (state == HostState.LOST) {
            add(
                    Kind.STOPPED,
                    severity,
                    guest.name(),
                    "was on " + place + ", which is lost, and was not started elsewhere",
                    "polyvisor failover " + place,
                    false);
        } else if (!guest.active()) {
            boolean up = state == HostState.UP;
            add(
                    Kind.STOPPED,
                    severity,
                    guest.name(),
                    "is not running on " + place,
                    up ? "start it" : "host " + place + " is " + Drift.words(state) + ": move it, or end that first",
                    up);
        }
    }

    private void place(Service service, SiteGuest guest, HostKey place) {
        SiteEndpoint endpoint = site.endpointOf(place);
        Optional<PolicyRule> rule = policy.ruleFor(service.guest());
        if (rule.isPresent() && !rule.get().then().allows(endpoint)) {
            add(
                    Kind.WRONG_PLACE,
                    Severity.WARN,
                    guest.name(),
                    "is on " + place + " (" + endpoint.owner().words() + ", " + endpoint.location() + "); rule \""
                            + rule.get().name() + "\" wants " + wanted(rule.get()),
                    "bring it to its place",
                    true);
        }
        if (!service.pins().allow(place, endpoint.location())) {
            add(
                    Kind.WRONG_PLACE,
                    Severity.WARN,
                    guest.name(),
                    "is on " + place + ", where its service's pins do not allow it",
                    "bring it to its place",
                    true);
        }
    }

    private static String wanted(PolicyRule rule) {
        Set<String> wanted = new TreeSet<>();
        rule.then().owners().stream().map(EndpointClass::words).forEach(wanted::add);
        wanted.addAll(rule.then().locations());
        wanted.addAll(rule.then().endpoints());
        return String.join(", ", wanted);
    }

    private void size(Service service, SiteGuest guest) {
        List<String> wrong = new ArrayList<>();
        StringBuilder repair = new StringBuilder("polyvisor resize ").append(guest.name());
        if (guest.vcpus() != service.vcpus()) {
            wrong.add(guest.vcpus() + " vCPUs instead of " + service.vcpus());
            repair.append(" --vcpus ").append(service.vcpus());
        }
        if (!guest.memory().equals(service.memory())) {
            wrong.add(guest.memory() + " of memory instead of " + service.memory());
            repair.append(" --memory ").append(service.memory().toString().replace(" ", ""));
        }
        if (!wrong.isEmpty()) {
            add(
                    Kind.WRONG_SIZE,
                    Severity.WARN,
                    guest.name(),
                    "has " + String.join(" and ", wrong),
                    repair.toString(),
                    false);
        }
        Set<VlanId> absent = new TreeSet<>(service.vlans());
        absent.removeAll(guest.vlans());
        if (!absent.isEmpty()) {
            String vlans = absent.stream().map(VlanId::toString).collect(Collectors.joining(", "));
            add(
                    Kind.WRONG_SIZE,
                    Severity.WARN,
                    guest.name(),
                    "has no NIC on VLAN " + vlans,
                    "polyvisor nic attach " + guest.name() + " NETWORK",
                    false);
        }
    }

    private void protection(Service service, SiteGuest guest) {
        if (guest.protection() != service.protection()) {
            add(
                    Kind.WRONG_PROTECTION,
                    service.protection() == Protection.PROTECTED ? Severity.HARM : Severity.WARN,
                    guest.name(),
                    "is marked " + words(guest.protection()) + " instead of " + words(service.protection()),
                    "mark it",
                    site.host(guest.place().orElseThrow()).state() == HostState.UP);
        }
    }

    private void add(Kind kind, Severity severity, String subject, String words, String repair, boolean plannable) {
        findings.add(new Finding(kind, severity, subject, words, repair, plannable));
    }

    private static String words(Protection protection) {
        return protection.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
