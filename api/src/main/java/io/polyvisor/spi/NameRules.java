package io.polyvisor.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which guest names a backend takes, beyond what {@link io.polyvisor.model.GuestName} refuses anyway. Data, checked by the core
 * before anything is sent.
 *
 * @param longest the most bytes of UTF-8 that a name may have
 * @param refused names that contain a match of this are refused
 * @param words the rule in words: what would be right
 */
public record NameRules(int longest, Pattern refused, String words) {

    /** Checks presence. */
    public NameRules {
        Objects.requireNonNull(refused, "pattern of what is refused");
        Objects.requireNonNull(words, "rule in words");
    }

    /** Why that name is refused; empty when it is taken. */
    public Optional<String> objectionTo(String name) {
        int bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes > longest) {
            return Optional.of("has " + bytes + " bytes; at most " + longest + " are right");
        }
        return refused.matcher(name).find() ? Optional.of("is not accepted here; " + words) : Optional.empty();
    }
}
