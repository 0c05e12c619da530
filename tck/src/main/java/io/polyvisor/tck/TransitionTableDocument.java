package io.polyvisor.tck;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.spi.TransitionTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The transition table as Markdown: docs/transitions.md is the common table, and a backend's own is the same less its subtractions. */
public final class TransitionTableDocument {
    private static final List<PowerState> STATES = List.of(PowerState.values());

    private final TransitionTable table;
    private final Map<String, Integer> refusals = new LinkedHashMap<>();

    private TransitionTableDocument(TransitionTable table) {
        this.table = table;
    }

    /** The table that all backends share. */
    public static String common() {
        return "# What each verb does in each power state\n"
                + "\n"
                + "Printed from the table that the guard, the reference model and `guest.may(verb)` read; a test of the TCK compares. Do not edit:\n"
                + "run the test `TransitionTableDocumentTest` of `tck` with `-Dpolyvisor.docs.write=true`. A driver subtracts cells, with reasons; it adds none.\n"
                + "\n"
                + new TransitionTableDocument(TransitionTable.common()).text();
    }

    /** The table of a backend that subtracts those cells. */
    public static String less(List<Subtraction> subtractions) {
        return new TransitionTableDocument(TransitionTable.common().without(subtractions)).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder("| verb | class |");
        STATES.forEach(state -> text.append(' ').append(state).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(STATES.size())).append('\n');
        Arrays.stream(Verb.values())
                .filter(Verb::actsOnGuest)
                .forEach(verb -> text.append(row(verb)).append('\n'));
        text.append("\n`=` is so already: UNCHANGED, nothing is sent. `ok` is sent and leaves the power state. ")
                .append("*Loss* must be agreed to at the call. A number is a refusal:\n\n");
        refusals.forEach((words, number) ->
                text.append(number).append(". ").append(words).append('\n'));
        return text.toString();
    }

    private String row(Verb verb) {
        return "| " + verb.words() + " | " + verb.verbClass() + " | "
                + STATES.stream().map(state -> cell(table.answer(verb, state))).collect(Collectors.joining(" | "))
                + " |";
    }

    private String cell(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            String words = refused.obstacle()
                    + refused.remedy().map(remedy -> "; " + remedy).orElse("");
            return refusals.computeIfAbsent(words, any -> refusals.size() + 1).toString();
        }
        String loss = answer.losesWhat().map(what -> ", *" + what + "*").orElse("");
        if (answer instanceof Answer.Becomes becomes) {
            return becomes.state() + loss;
        }
        if (answer instanceof Answer.Vanishes) {
            return "gone" + loss;
        }
        return (answer instanceof Answer.Already ? "=" : "ok") + loss;
    }
}
