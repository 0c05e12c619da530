package io.polyvisor.placement.search;

import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what {@link Eligibility} found, with the names and figures that it rests on. */
final class Phrasing {
    private final Site site;
    private final Policy policy;

    Phrasing(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    /** That obstacle between that guest and that host. */
    Objection of(Constraint constraint, SiteGuest guest, SiteHost host) {
        return switch (constraint) {
            case FIXED -> new Objection(constraint, "cannot get it: the guest is bound to its host", "");
            case HOST_STATE -> state(host);
            case POOL -> pool(guest, host);
            case PIN ->
                new Objection(constraint, "is not where its owner wants it: " + pins(guest.pins()), "another pin");
            case CLASS, LOCATION, ENDPOINT -> rule(constraint, guest, host);
            case VLAN -> vlan(guest, host);
            case CPU_VENDOR -> vendor(guest, host);
            case STORAGE -> storage(guest, host);
            case IMAGE -> image(guest, host);
            default -> new Objection(constraint, "does not do: " + spelled(constraint), "");
        };
    }

    private static Objection state(SiteHost host) {
        return switch (host.state()) {
            case OFF -> new Objection(Constraint.HOST_STATE, "is switched off", host.key() + " switched on");
            case MAINTENANCE ->
                new Objection(Constraint.HOST_STATE, "is in maintenance", host.key() + " out of maintenance");
            case UNREACHABLE -> new Objection(Constraint.HOST_STATE, "cannot be reached", host.key() + " reachable");
            case LOST -> new Objection(Constraint.HOST_STATE, "is lost", host.key() + " back");
            case UP -> new Objection(Constraint.HOST_STATE, "takes no guests now", "");
        };
    }

    private Objection pool(SiteGuest guest, SiteHost host) {
        String own = guest.place().map(place -> site.host(place).pool()).orElse("none");
        return new Objection(
                Constraint.POOL,
                "is in pool " + host.pool() + ", the guest in pool " + own + ": it would have to be made anew",
                "");
    }

    private static String pins(Pins pins) {
        StringBuilder words = new StringBuilder();
        append(
                words,
                "on ",
                pins.hosts().stream().sorted().map(HostKey::toString).toList());
        append(words, "on endpoint ", pins.endpoints().stream().sorted().toList());
        append(words, "in ", pins.locations().stream().sorted().toList());
        append(
                words,
                "never on ",
                pins.never().stream().sorted().map(HostKey::toString).toList());
        return words.toString();
    }

    private static void append(StringBuilder words, String before, List<String> names) {
        if (!names.isEmpty()) {
            words.append(words.isEmpty() ? "" : ", ").append(before).append(String.join(" or ", names));
        }
    }

    private Objection rule(Constraint constraint, SiteGuest guest, SiteHost host) {
        PolicyRule rule = policy.ruleFor(guest).orElseThrow();
        SiteEndpoint endpoint = site.endpointOf(host.key());
        Requirement then = rule.then();
        String wanted = switch (constraint) {
            case CLASS ->
                "class " + or(then.owners().stream().map(owner -> owner.words()).toList()) + ", this is "
                        + endpoint.owner().words();
            case LOCATION -> "location " + or(then.locations()) + ", this is " + endpoint.location();
            default -> "endpoint " + or(then.endpoints()) + ", this is " + endpoint.name();
        };
        return new Objection(
                constraint, "is ruled out: \"" + rule.name() + "\" wants " + wanted, otherProtection(guest, endpoint));
    }

    /** The protection under which the policy would allow that endpoint. */
    private String otherProtection(SiteGuest guest, SiteEndpoint endpoint) {
        return Arrays.stream(Protection.values())
                .filter(protection -> protection != guest.protection())
                .filter(protection -> policy.ruleFor(guest.protectedAs(protection))
                        .map(rule -> rule.then().allows(endpoint))
                        .orElse(true))
                .map(protection -> "protection " + words(protection))
                .collect(Collectors.joining(" or "));
    }

    private Objection vlan(SiteGuest guest, SiteHost host) {
        Set<VlanId> missing = new TreeSet<>(guest.vlans());
        missing.removeAll(host.vlans().keySet());
        if (!missing.isEmpty()) {
            String names = or(missing.stream().map(VlanId::toString).toList()).replace(" or ", " and ");
            return new Objection(
                    Constraint.VLAN, "is not known to carry VLAN " + names, "VLAN " + names + " on " + host.key());
        }
        Set<VlanId> unnamed = new TreeSet<>(Optional.ofNullable(site.services().get(guest.name()))
                .map(Service::vlans)
                .orElse(List.of()));
        unnamed.removeAll(site.endpointOf(host.key()).networks().keySet());
        String names = or(unnamed.stream().map(VlanId::toString).toList()).replace(" or ", " and ");
        return new Objection(
                Constraint.VLAN,
                "has no network that the site file names for VLAN " + names,
                "a network for VLAN " + names + " of endpoint " + host.key().endpoint() + " in the site file");
    }

    private Objection vendor(SiteGuest guest, SiteHost host) {
        String here = host.cpuVendor().orElse("unknown");
        String words = guest.cpuVendor().isPresent() && !guest.cpuVendor().equals(host.cpuVendor())
                ? "has " + here + " processors, the guest runs on "
                        + guest.cpuVendor().get() + " only"
                : "has " + here + " processors, and running guests of its pool do not move between vendors";
        return new Objection(Constraint.CPU_VENDOR, words, "");
    }

    private Objection storage(SiteGuest guest, SiteHost host) {
        Optional<String> missing = guest.disks().stream()
                .map(GuestDisk::storage)
                .flatMap(Optional::stream)
                .filter(storage -> !host.storages().contains(storage))
                .findFirst();
        String words = missing.map(storage -> "does not reach storage " + storage)
                .orElse("cannot get its disks: they are not on storage that is shared");
        return new Objection(
                Constraint.STORAGE,
                words,
                missing.map(storage -> "storage " + storage + " on " + host.key())
                        .orElse("its disks on shared storage"));
    }

    private Objection image(SiteGuest guest, SiteHost host) {
        String image = guest.image().orElse("");
        String endpoint = host.key().endpoint();
        return new Objection(
                Constraint.IMAGE,
                "has no image " + image + " on its endpoint " + endpoint,
                "image " + image + " on endpoint " + endpoint);
    }

    /** As people write it: {@code restart-if-possible}. */
    static String words(Protection protection) {
        return spelled(protection).replace(' ', '-');
    }

    /** As people say it: {@code host state}. */
    static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String or(Collection<String> names) {
        return names.stream().map(Objects::requireNonNull).sorted().collect(Collectors.joining(" or "));
    }
}
