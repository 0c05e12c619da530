package io.polyvisor.tck.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Something that the two sides of a walk do not agree on.
 *
 * @param step the number of the step after which it was seen, from 1
 * @param script the step as text
 * @param what which fact
 * @param model what the reference model says
 * @param subject what the backend says
 */
public record Difference(int step, String script, String what, String model, String subject) {

    /** All differences after one step, the reply's first. */
    static List<Difference> after(int step, Step script, Played model, Played subject) {
        List<Difference> found = new ArrayList<>();
        String text = StepText.print(script);
        if (!model.reply().text().equals(subject.reply().text())
                || model.reply().broken()
                || subject.reply().broken()) {
            found.add(new Difference(
                    step, text, "reply", model.reply().text(), subject.reply().text()));
        }
        if (!model.reply().check().equals(subject.reply().check())) {
            found.add(new Difference(
                    step, text, "check", model.reply().check(), subject.reply().check()));
        }
        TreeSet<String> names = new TreeSet<>(model.facts().keySet());
        names.addAll(subject.facts().keySet());
        for (String name : names) {
            String one = model.facts().getOrDefault(name, "nothing");
            String other = subject.facts().getOrDefault(name, "nothing");
            if (!one.equals(other) && !followsFromAbsence(name, model, subject)) {
                found.add(new Difference(step, text, name, one, other));
            }
        }
        return found;
    }

    /** Of a guest that one side has and the other has not, only that is told. */
    private static boolean followsFromAbsence(String name, Played model, Played subject) {
        String there = name.replaceFirst(" .*", "") + Facts.THERE;
        boolean oneHasIt =
                !Objects.equals(model.facts().get(there), subject.facts().get(there));
        return oneHasIt && !name.equals(there);
    }

    /** Whether waiting cannot change it: what was answered stays answered. */
    boolean isFinal() {
        return what.equals("reply") || what.equals("check");
    }

    /** Whether it is about what threads of their own keep up to date: events, and what is under way. */
    boolean mayComeLate() {
        return sort().equals(Facts.TOLD) || sort().equals(Facts.GOING_ON) || sort().startsWith(Facts.MAY);
    }

    /** Which sort of fact it is about, whichever guest it is. */
    String sort() {
        return what.replaceFirst("^[a-z][0-9]+ ", "");
    }

    @Override
    public String toString() {
        return "after step " + step + " (" + script + "): " + what + ": model says " + model + "; subject says "
                + subject;
    }

    /**
     * What one side came to with one step.
     *
     * @param reply what it answered
     * @param facts what was seen afterwards
     */
    record Played(Reply reply, SortedMap<String, String> facts) {}
}
