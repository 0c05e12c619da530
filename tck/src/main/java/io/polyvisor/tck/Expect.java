package io.polyvisor.tck;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a rule expects of something observed; a {@link RuleViolation} that quotes both when it is otherwise.
 *
 * @param <T> what was observed
 */
public final class Expect<T> {
    private final String what;
    private final @Nullable T observed;

    private Expect(String what, @Nullable T observed) {
        this.what = what;
        this.observed = observed;
    }

    /** That of which something is expected, in words: {@code expect("the effect", effect)}. */
    public static <T> Expect<T> expect(String what, @Nullable T observed) {
        return new Expect<>(what, observed);
    }

    /** Expects that a condition holds. */
    public static void expectThat(boolean holds, String expected, Object observed) {
        if (!holds) {
            throw new RuleViolation(expected, "observed " + observed);
        }
    }

    /** Expects a failure of that kind; returns it. */
    public static PolyvisorException expectKind(PolyvisorException failure, ErrorKind kind) {
        expect("the kind of failure (" + failure.getMessage() + ")", failure.kind())
                .is(kind);
        return failure;
    }

    /** Expects that a failure changed nothing; returns it. */
    public static PolyvisorException expectNotApplied(PolyvisorException failure) {
        expect("the outcome of the failure (" + failure.getMessage() + ")", failure.outcome())
                .is(Outcome.NOT_APPLIED);
        return failure;
    }

    /** Expects equality. */
    public void is(@Nullable T expected) {
        if (!Objects.equals(observed, expected)) {
            throw new RuleViolation(what + " is " + expected, "it is " + observed);
        }
    }

    /** Expects inequality. */
    public void isNot(@Nullable T unexpected) {
        if (Objects.equals(observed, unexpected)) {
            throw new RuleViolation(what + " is not " + unexpected, "it is");
        }
    }

    /** Expects what the predicate says, in words. */
    public void is(String expected, Predicate<? super @Nullable T> so) {
        if (!so.test(observed)) {
            throw new RuleViolation(what + " is " + expected, "it is " + observed);
        }
    }

    /** Expects a text, collection or optional that holds {@code part}. */
    public void has(Object part) {
        if (!holds(part)) {
            throw new RuleViolation(what + " has " + part, "it is " + observed);
        }
    }

    /** Expects a text, collection or optional that does not hold {@code part}. */
    public void hasNo(Object part) {
        if (holds(part)) {
            throw new RuleViolation(what + " has no " + part, "it is " + observed);
        }
    }

    private boolean holds(Object part) {
        if (observed instanceof Collection<?> collection) {
            return collection.contains(part);
        }
        if (observed instanceof Optional<?> optional) {
            return optional.isPresent() && optional.get().equals(part);
        }
        return observed != null && observed.toString().contains(part.toString());
    }
}
