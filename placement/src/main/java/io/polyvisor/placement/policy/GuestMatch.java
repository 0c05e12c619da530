package io.polyvisor.placement.policy;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which guests a rule is about: all that is said here must hold.
 *
 * <p>Immutable and thread-safe.
 *
 * @param protections one of these; empty for any
 * @param name the guest's name, where {@code *} stands for any text; empty for any
 * @param tags tags that the guest bears with these values
 */
public record GuestMatch(Set<Protection> protections, Optional<String> name, Map<String, String> tags) {
    /** Every guest. */
    public static final GuestMatch ANY = new GuestMatch(Set.of(), Optional.empty(), Map.of());

    /** Copies what could change. */
    public GuestMatch {
        protections = Set.copyOf(protections);
        Objects.requireNonNull(name, "name");
        tags = Map.copyOf(tags);
    }

    /** Whether that guest is meant. */
    public boolean matches(SiteGuest guest) {
        return (protections.isEmpty() || protections.contains(guest.protection()))
                && name.map(glob -> pattern(glob).matcher(guest.name()).matches())
                        .orElse(true)
                && guest.tags().entrySet().containsAll(tags.entrySet());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }
}
