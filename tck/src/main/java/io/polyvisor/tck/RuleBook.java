package io.polyvisor.tck;

import io.polyvisor.model.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where an area's rules are written down: {@code book.must(12, "...").needs(PAUSE).because("...").lookAt("...").check(tck -> ...)}. */
public final class RuleBook {
    private final Area area;
    private final List<Rule> rules = new ArrayList<>();

    /** A book for the rules of that area. */
    public RuleBook(Area area) {
        this.area = area;
    }

    /** A rule that every backend keeps. */
    public Draft must(int number, String sentence) {
        return new Draft(Level.MUST, number, sentence);
    }

    /** A rule that a backend may break for a stated reason. */
    public Draft should(int number, String sentence) {
        return new Draft(Level.SHOULD, number, sentence);
    }

    /** The rules so far, in order of writing. */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** A rule that is being written down. */
    public final class Draft {
        private final Level level;
        private final int number;
        private final String sentence;
        private Profile profile = Profile.CORE;
        private Needs needs = Needs.nothing();
        private String why = "";
        private String lookAt = "";

        private Draft(Level level, int number, String sentence) {
            this.level = level;
            this.number = number;
            this.sentence = sentence;
        }

        /** Which claim it supports; CORE unless said otherwise. */
        public Draft in(Profile claim) {
            profile = claim;
            return this;
        }

        /** What the endpoint must declare. */
        public Draft needs(Capability... capabilities) {
            needs = needs.and(capabilities);
            return this;
        }

        /** What the environment must have. */
        public Draft needs(Feature... features) {
            needs = needs.and(features);
            return this;
        }

        /** The native difference or incident that it guards against. */
        public Draft because(String reason) {
            why = reason;
            return this;
        }

        /** Where to look when it fails. */
        public Draft lookAt(String place) {
            lookAt = place;
            return this;
        }

        /** How it is checked. */
        public RuleBook check(RuleBody body) {
            return add(Optional.of(body), Optional.empty());
        }

        /** Nothing checks it yet, and why. */
        public RuleBook untested(String reason) {
            return add(Optional.empty(), Optional.of(reason));
        }

        private RuleBook add(Optional<RuleBody> body, Optional<String> untested) {
            RuleId id = new RuleId(area, number);
            rules.add(new Rule(id, level, profile, sentence, needs, why, lookAt, body, untested));
            return RuleBook.this;
        }
    }
}
