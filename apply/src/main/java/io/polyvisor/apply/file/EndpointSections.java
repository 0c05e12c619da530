package io.polyvisor.apply.file;

import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Money;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code endpoints}, what is only needed for connections apart. Stateless. */
final class EndpointSections {
    /** A core is shared by four: a virtual machine of the kind that people keep in such numbers uses a quarter of one. */
    private static final int USUAL_OVERCOMMIT = 400;

    private static final String UNTOLD = "declared";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String[] CONNECTION = {
        "mode", "credentials", "ca-file", "fingerprint", "insecurely-allow-plaintext", "read-timeout"
    };

    private EndpointSections() {}

    static Map<String, DeclaredEndpoint> of(Section root, String site) {
        Map<String, DeclaredEndpoint> endpoints = new LinkedHashMap<>();
        root.named("endpoints").forEach((name, section) -> {
            if (!NAME.matcher(name).matches()) {
                section.fault("is not a name; letters, digits, dots, hyphens and underscores are right, "
                        + "since it is written ENDPOINT/GUEST");
            }
            endpoints.put(name, endpoint(name, section, site));
        });
        return endpoints;
    }

    private static DeclaredEndpoint endpoint(String name, Section section, String site) {
        section.leave(CONNECTION);
        Optional<EndpointUri> uri = section.value("uri", EndpointUri::parse);
        return new DeclaredEndpoint(
                name,
                uri,
                kind(section, uri),
                section.choice("class", EndpointClass.class).orElse(EndpointClass.IN_HOUSE),
                section.value("location", EndpointSections::name).orElse(site),
                section.value("pool", EndpointSections::name).orElse(name),
                section.section("cost").flatMap(EndpointSections::cost).orElse(CostModel.FREE),
                section.pairs("networks", EndpointSections::vlan, NetworkId::of),
                section.pairs("images", EndpointSections::name, VolumeId::parse),
                section.value("new-disks-in", StorageId::of),
                section.value("overcommit", Amounts::factor).orElse(USUAL_OVERCOMMIT),
                section.values("fence", EndpointSections::name),
                section.section("attest")
                        .map(attest -> new LinkedHashSet<>(attest.values("vlans", EndpointSections::vlan)))
                        .orElse(new LinkedHashSet<>()));
    }

    private static String kind(Section section, Optional<EndpointUri> uri) {
        Optional<String> told = section.value("kind", EndpointSections::name);
        if (!section.has("uri")) {
            return told.orElse(UNTOLD);
        }
        String scheme = uri.map(EndpointUri::scheme).orElse(UNTOLD);
        int plus = scheme.indexOf('+');
        String kind = plus < 0 ? scheme : scheme.substring(0, plus);
        if (told.isPresent() && !told.get().equals(kind)) {
            section.fault("kind", "is " + kind + " by the endpoint's address; leave it out");
        }
        return kind;
    }

    private static Optional<CostModel> cost(Section section) {
        Optional<Money> guest = section.value("guest-year", EndpointSections::price);
        Optional<Money> host = section.value("host-year", EndpointSections::price);
        return section.made(() -> new CostModel(guest.orElse(Money.ZERO), host.orElse(Money.ZERO)));
    }

    private static Money price(String text) {
        Money price = Money.parse(text);
        if (price.compareTo(Money.ZERO) < 0) {
            throw new IllegalArgumentException("is " + text + "; a price is 0 or more");
        }
        return price;
    }

    static VlanId vlan(String text) {
        return VlanId.of(Words.number(text));
    }

    static String name(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is blank; write a name or leave the key out");
        }
        return text.strip();
    }
}
