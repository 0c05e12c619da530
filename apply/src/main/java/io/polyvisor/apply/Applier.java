package io.polyvisor.apply;

import io.polyvisor.apply.ApplyReport.Mode;
import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries plans out on a site. One applier works on a site at a time.
 *
 * <p>Not thread-safe. Every method blocks until it is through; each step for at most its deadline.
 */
public final class Applier {
    private final Site site;
    private final Endpoints endpoints;
    private final StateDirectory state;
    private final ApplyOptions options;
    private final FenceRunner fences;
    private final InstantSource clock;
    private final Silence silence;

    /** An applier on that site. */
    public Applier(Site site, Endpoints endpoints, StateDirectory state, ApplyOptions options) {
        this(site, endpoints, state, options, FenceRunner.processes(), InstantSource.system());
    }

    Applier(
            Site site,
            Endpoints endpoints,
            StateDirectory state,
            ApplyOptions options,
            FenceRunner fences,
            InstantSource clock) {
        this.site = site;
        this.endpoints = endpoints;
        this.state = state;
        this.options = options;
        this.fences = fences;
        this.clock = clock;
        this.silence = new Silence(clock);
    }

    /** What carrying the plan out would meet. Observes and checks; changes nothing, keeps nothing, needs no lock. */
    public ApplyReport dryRun(Plan plan) {
        requireOurs(plan);
        JournalStory story = state.story(plan.id());
        boolean begun = story.finished().isEmpty() && !story.isEmpty();
        if (new Run(ground(plan, story), Mode.DRY_RUN, ApplyListener.none()).holdsStill()) {
            return Reports.of(ground(plan, story), Mode.DRY_RUN, new Preflight(ground(plan, story)).look(), List.of());
        }
        Ground ground = ground(plan, begun ? story : new JournalStory());
        return Reports.of(ground, Mode.DRY_RUN, new Preflight(ground).look(), List.of());
    }

    /**
     * Carries the plan out from its beginning: first looks at everything that can be looked at now, then takes step by step, each after
     * looking again. Stops at the first drift or failure. A plan that was done and whose guests are where it left them is not begun
     * again; one that was undone, or whose guests were brought elsewhere since, is.
     *
     * @throws StateException LOCKED, BEGUN, OTHER_SITE, NOT_KEPT or UNUSABLE: nothing was done
     */
    public ApplyReport apply(Plan plan, ApplyListener listener) {
        requireOurs(plan);
        try (SiteLock lock = state.lock(options.who(), clock.instant())) {
            JournalStory before = state.story(plan.id());
            Run earlier = new Run(ground(plan, before), Mode.APPLY, listener);
            if (earlier.holdsStill()) {
                return earlier.nothingLeft();
            }
            if (before.finished().isEmpty() && !before.isEmpty()) {
                throw new StateException(
                        Reason.BEGUN,
                        "plan " + plan.id() + " was begun at " + before.began() + "; go on with --resume, or take it"
                                + " back with --undo");
            }
            return begin(plan, listener, !before.isEmpty());
        }
    }

    private ApplyReport begin(Plan plan, ApplyListener listener, boolean again) {
        Run run = new Run(ground(plan, new JournalStory()), Mode.APPLY, listener);
        List<StepReport> looked = run.preflight();
        if (!Reports.clear(looked)) {
            return run.refused(looked);
        }
        if (again) {
            state.putAside(plan.id());
        }
        List<String> notices = unfinished(plan);
        RecordLog.Opened opened = state.journal(plan.id());
        try (Journal journal = Journal.of(opened, clock)) {
            journal.plan(plan, PlanText.write(plan), options.who(), options.why());
            Run begun = new Run(ground(plan, journal.story()), Mode.APPLY, listener);
            opened.notice().ifPresent(begun::notice);
            notices.forEach(begun::notice);
            return begun.forward(journal);
        }
    }

    /** Other plans that were left half-way: people should know, and each step looks for itself whether it may be taken. */
    private List<String> unfinished(Plan plan) {
        try {
            return state.unfinished().stream()
                    .filter(other -> !other.plan().equals(plan.id()))
                    .map(other -> "plan " + other.plan() + " (" + other.purpose() + ") was begun at " + other.began()
                            + " and is neither done nor undone")
                    .toList();
        } catch (StateException e) {
            return List.of("whether other plans were left half-way cannot be told: " + e.getMessage());
        }
    }

    /**
     * Goes on with a plan that was begun. A step that was begun and of whose end nothing is known is decided by looking.
     *
     * @throws StateException LOCKED, NOT_BEGUN, BEGUN (it is being undone), DAMAGED, OTHER_SITE, NOT_KEPT or UNUSABLE: nothing was done
     */
    public ApplyReport resume(String planId, ApplyListener listener) {
        try (SiteLock lock = state.lock(options.who(), clock.instant())) {
            requireBegun(planId);
            RecordLog.Opened opened = state.journal(planId);
            try (Journal journal = Journal.of(opened, clock)) {
                Plan plan = planOf(journal);
                Run run = new Run(ground(plan, journal.story()), Mode.RESUME, listener);
                opened.notice().ifPresent(run::notice);
                if (journal.story().finished().equals(Optional.of("undone"))) {
                    throw new StateException(
                            Reason.NOT_BEGUN, "plan " + planId + " was taken back; carry it out anew instead");
                }
                if (journal.story().finished().isPresent()) {
                    return run.nothingLeft();
                }
                if (journal.story().undoing()) {
                    throw new StateException(
                            Reason.BEGUN, "plan " + planId + " is being taken back; finish that with --undo first");
                }
                journal.add(Kind.RESUMED, 0, Map.of("who", options.who(), "why", options.why()));
                return run.forward(journal);
            }
        }
    }

    /**
     * Takes back what was done of a plan, in reverse order. What has no inverse stays, and the report says so.
     *
     * @throws StateException LOCKED, NOT_BEGUN, DAMAGED, OTHER_SITE, NOT_KEPT or UNUSABLE: nothing was done
     */
    public ApplyReport undo(String planId, ApplyListener listener) {
        try (SiteLock lock = state.lock(options.who(), clock.instant())) {
            requireBegun(planId);
            RecordLog.Opened opened = state.journal(planId);
            try (Journal journal = Journal.of(opened, clock)) {
                Plan plan = planOf(journal);
                Run run = new Run(ground(plan, journal.story()), Mode.UNDO, listener);
                opened.notice().ifPresent(run::notice);
                if (journal.story().finished().equals(Optional.of("undone"))) {
                    return run.nothingLeft();
                }
                journal.add(Kind.UNDO, 0, Map.of("who", options.who(), "why", options.why()));
                return run.backward(journal);
            }
        }
    }

    private void requireBegun(String planId) {
        if (!state.hasJournal(planId)) {
            throw new StateException(
                    Reason.NOT_BEGUN, "plan " + planId + " was never begun here; there is nothing to go on with");
        }
    }

    private Plan planOf(Journal journal) {
        Plan plan = PlanText.read(journal.story().plan().fact("plan").orElse(""));
        requireOurs(plan);
        return plan;
    }

    private void requireOurs(Plan plan) {
        if (!plan.site().equals(site.name())) {
            throw new StateException(
                    Reason.OTHER_SITE, "plan " + plan.id() + " is for site " + plan.site() + ", not " + site.name());
        }
        long numbers = plan.steps().stream().map(Step::number).distinct().count();
        if (numbers < plan.steps().size()) {
            throw new StateException(
                    Reason.UNUSABLE,
                    "plan " + plan.id() + " has two steps of one number: the journal could not tell them apart");
        }
    }

    private Ground ground(Plan plan, JournalStory story) {
        return new Ground(
                site, plan, endpoints, state, options, fences, clock, silence, story, passages(plan), births(plan));
    }

    /** A guest of which a damaged journal alone tells is not recovered; other plans are carried out all the same. */
    private Map<String, Passage> passages(Plan plan) {
        try {
            return Passages.of(state.storiesBut(plan.id()));
        } catch (StateException damaged) {
            return Map.of();
        }
    }

    private List<Birth> births(Plan plan) {
        try {
            return Births.of(state.storiesBut(plan.id()));
        } catch (StateException damaged) {
            return List.of();
        }
    }
}
