package io.polyvisor.apply.file;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.policy.GuestMatch;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads policies. Stateless. */
public final class PolicyDocument {
    private static final String SHIPPED = "hybrid.yaml";

    private PolicyDocument() {}

    /**
     * Reads a policy for that site: names that the site does not have are faults.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static Policy read(Path file, DeclaredSite site) {
        return TextDocument.yaml(file, root -> policy(root, Optional.of(new SiteNames(site))));
    }

    /** The hybrid strategy, as shipped: {@link #standardText}. */
    public static Policy standard() {
        return TextDocument.yaml(SHIPPED, standardText(), root -> policy(root, Optional.empty()));
    }

    /** The shipped policy as a file, to begin an own one with. */
    public static String standardText() {
        try (InputStream in = PolicyDocument.class.getResourceAsStream(SHIPPED)) {
            return new String(Objects.requireNonNull(in, SHIPPED).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped policy could not be read", e);
        }
    }

    private static Policy policy(Section root, Optional<SiteNames> names) {
        Optional<String> name = root.value("name", EndpointSections::name);
        Policy.Fill fill = root.choice("fill", Policy.Fill.class).orElse(Policy.Fill.SPREAD);
        Reserve reserve =
                root.section("reserve").flatMap(PolicyDocument::reserve).orElse(Reserve.NONE);
        Optional<Money> budget = root.value("budget", Money::parse);
        if (budget.isPresent() && budget.get().compareTo(Money.ZERO) < 0) {
            root.fault("budget", "is " + budget.get() + "; 0 or more is right");
        }
        return new Policy(root.need("name", name), rules(root, names), fill, reserve, budget);
    }

    private static List<PolicyRule> rules(Section root, Optional<SiteNames> names) {
        List<PolicyRule> rules = new ArrayList<>();
        for (Section section : root.sections("rules")) {
            section.made(() -> rule(section, names)).ifPresent(rule -> {
                if (rules.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                    section.fault("name", "two rules are called \"" + rule.name() + "\"; give each its own name");
                }
                if (rules.stream().anyMatch(other -> other.when().equals(GuestMatch.ANY))) {
                    section.fault("is never reached: a rule before it has no when, and holds for every guest");
                }
                rules.add(rule);
            });
        }
        return rules;
    }

    private static PolicyRule rule(Section section, Optional<SiteNames> names) {
        Optional<String> name = section.value("name", EndpointSections::name);
        GuestMatch when = section.section("when").map(PolicyDocument::match).orElse(GuestMatch.ANY);
        Set<EndpointClass> owners = enums(EndpointClass.class, section.values("class", text -> {
            return Words.choice(EndpointClass.class, text);
        }));
        Set<String> locations = new LinkedHashSet<>(section.values(
                "location", text -> names.map(known -> known.location(text)).orElse(text)));
        Set<String> endpoints = new LinkedHashSet<>(section.values(
                "endpoint", text -> names.map(known -> known.endpoint(text)).orElse(text)));
        return new PolicyRule(section.need("name", name), when, new Requirement(owners, locations, endpoints));
    }

    private static GuestMatch match(Section section) {
        return new GuestMatch(
                enums(Protection.class, section.values("protection", text -> Words.choice(Protection.class, text))),
                section.value("name", EndpointSections::name),
                section.texts("tags"));
    }

    private static Optional<Reserve> reserve(Section section) {
        int memory = section.value("memory", Amounts::percent).orElse(0);
        int vcpus = section.value("vcpus", Amounts::percent).orElse(0);
        int failures = section.value("failures", Amounts::natural).orElse(0);
        return section.made(() -> new Reserve(memory, vcpus, failures));
    }

    private static <E extends Enum<E>> Set<E> enums(Class<E> type, List<E> values) {
        EnumSet<E> set = EnumSet.noneOf(type);
        set.addAll(values);
        return set;
    }
}
