package io.polyvisor.tck;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs rules against an environment, one after the other: {@code TckRunner.on(environment).profiles(Set.of(CORE)).run()}.
 *
 * <p>Immutable until it is run; {@link #run} blocks until the last rule ended and everything was removed that was made.
 */
public final class TckRunner {
    private final TckEnvironment environment;
    private final Variation variation;
    private final Predicate<Rule> chosen;
    private final Consumer<RuleResult> listener;

    private TckRunner(
            TckEnvironment environment, Variation variation, Predicate<Rule> chosen, Consumer<RuleResult> listener) {
        this.environment = environment;
        this.variation = variation;
        this.chosen = chosen;
        this.listener = listener;
    }

    /** Everything, against that environment. */
    public static TckRunner on(TckEnvironment environment) {
        return new TckRunner(environment, Variation.NONE, rule -> true, result -> {});
    }

    /** The same, only for those profiles; all when there are none. */
    public TckRunner profiles(Set<Profile> wanted) {
        Set<Profile> copy = wanted.isEmpty() ? EnumSet.allOf(Profile.class) : EnumSet.copyOf(wanted);
        return choosing(rule -> copy.contains(rule.profile()));
    }

    /** The same, only for those rules. */
    public TckRunner choosing(Predicate<Rule> wanted) {
        return new TckRunner(environment, variation, chosen.and(wanted), listener);
    }

    /** The same, telling {@code told} of each rule when it ended; on the runner's thread. */
    public TckRunner telling(Consumer<RuleResult> told) {
        return new TckRunner(environment, variation, chosen, listener.andThen(told));
    }

    /** The same, with the product changed in that way: for tests of the TCK itself. */
    public TckRunner varied(Variation other) {
        return new TckRunner(environment, other, chosen, listener);
    }

    /** The rules that would be run. */
    public List<Rule> rules() {
        return RuleCatalogue.all().stream().filter(chosen).toList();
    }

    /** Runs them. */
    public TckReport run() {
        Instant began = Instant.now();
        long start = System.nanoTime();
        try (TckSession session = new TckSession(environment, variation)) {
            List<RuleResult> results = new ArrayList<>();
            for (Rule rule : rules()) {
                if (rule.body().isPresent()) {
                    RuleResult result = run(rule, session);
                    results.add(result);
                    listener.accept(result);
                }
            }
            List<String> left = session.end();
            return new TckReport(
                    environment.backend(),
                    session.facts(),
                    session.capabilities(),
                    began,
                    Duration.ofNanos(System.nanoTime() - start),
                    session.measuredStart(),
                    results,
                    rules().stream().filter(rule -> rule.body().isEmpty()).toList(),
                    left);
        }
    }

    /** One rule in a session: decided without running it where something is missing, else tried, twice when the environment broke. */
    static RuleResult run(Rule rule, TckSession session) {
        Optional<Verdict> decided = decidedBefore(rule, session);
        if (decided.isPresent()) {
            return new RuleResult(rule, decided.get(), Duration.ZERO, 0, List.of());
        }
        long start = System.nanoTime();
        List<String> notes = new ArrayList<>();
        Verdict first = attempt(rule, session, notes);
        boolean again = first instanceof Verdict.Inconclusive;
        if (again) {
            notes.add("first attempt: " + first.detail());
        }
        Verdict verdict = again ? attempt(rule, session, notes) : first;
        return new RuleResult(rule, verdict, Duration.ofNanos(System.nanoTime() - start), again ? 2 : 1, notes);
    }

    private static Optional<Verdict> decidedBefore(Rule rule, TckSession session) {
        Capabilities declared = session.capabilities();
        for (Capability needed : EnumSet.allOf(Capability.class)) {
            if (rule.needs().capabilities().contains(needed) && !declared.provides(needed)) {
                return Optional.of(new Verdict.NotApplicable(
                        needed, declared.whyAbsent(needed).orElse("")));
            }
        }
        Optional<String> unfaithful = session.environment().cannotVerify(rule.id());
        if (unfaithful.isPresent()) {
            return Optional.of(new Verdict.NotRun("cannot be verified here: " + unfaithful.get()));
        }
        for (Feature feature : EnumSet.allOf(Feature.class)) {
            Optional<String> lacking =
                    rule.needs().features().contains(feature) ? session.lacks(feature) : Optional.empty();
            if (lacking.isPresent()) {
                return Optional.of(new Verdict.NotRun("needs " + feature.words() + ": " + lacking.get()));
            }
        }
        return Optional.empty();
    }

    private static Verdict attempt(Rule rule, TckSession session, List<String> notes) {
        TckContext context = new TckContext(session);
        try {
            rule.body().orElseThrow().check(context);
            return new Verdict.Pass();
        } catch (RuleViolation violation) {
            // What the rule broke is mended before anybody asks whether the endpoint is still there.
            notes.addAll(context.settle());
            return session.answers()
                    ? new Verdict.Fail(violation.expected(), violation.observed())
                    : new Verdict.Inconclusive("the endpoint does not answer any more: " + message(violation));
        } catch (EnvironmentFault fault) {
            return new Verdict.Inconclusive(message(fault));
        } catch (PolyvisorException failure) {
            return isOfTheEnvironment(failure, context, session)
                    ? new Verdict.Inconclusive(message(failure))
                    : new Verdict.Fail("what the rule needs works", failure.kind() + ": " + message(failure));
        } catch (RuntimeException broken) {
            return new Verdict.Fail("nothing breaks", "it broke with " + broken);
        } finally {
            notes.addAll(context.notes());
            notes.addAll(context.settle());
        }
    }

    /** A host that went away or filled up under a rule that did not ask for it. */
    private static boolean isOfTheEnvironment(PolyvisorException failure, TckContext context, TckSession session) {
        if (failure.kind() == ErrorKind.UNREACHABLE) {
            return !context.madeMischief() || !session.answers();
        }
        return failure.kind() == ErrorKind.INSUFFICIENT_CAPACITY;
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage();
        return text == null ? thrown.toString() : text;
    }
}
