package io.polyvisor.tck;

import java.util.Objects;
import java.util.Optional;

/**
 * One numbered promise of the contract.
 *
 * @param id its id, the same in docs/spec.md
 * @param level how binding it is
 * @param profile which claim it supports
 * @param sentence the promise
 * @param needs what must be there to check it
 * @param why the native difference or the incident that it guards against
 * @param lookAt where to look when it fails
 * @param body how it is checked; empty when nothing checks it yet
 * @param untested why nothing checks it; present exactly when {@code body} is not
 */
public record Rule(
        RuleId id,
        Level level,
        Profile profile,
        String sentence,
        Needs needs,
        String why,
        String lookAt,
        Optional<RuleBody> body,
        Optional<String> untested) {

    /** Checks that it is one sentence with a reason, and either checked or openly not. */
    public Rule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(needs, "needs");
        if (!sentence.endsWith(".") || sentence.contains("\n")) {
            throw new IllegalArgumentException(id + ": a rule is one sentence on one line that ends with a full stop");
        }
        if (why.isBlank() || lookAt.isBlank()) {
            throw new IllegalArgumentException(id + " lacks its reason, or where to look when it fails");
        }
        if (body.isPresent() == untested.isPresent()) {
            throw new IllegalArgumentException(id + " is either checked or untested with a reason");
        }
    }

    /** Whether it is firm or a draft, and who passed it. */
    public Standing standing() {
        return Standings.of(id);
    }

    @Override
    public String toString() {
        return id + " " + level + " " + sentence;
    }
}
