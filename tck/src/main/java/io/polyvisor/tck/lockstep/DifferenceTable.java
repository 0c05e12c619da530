package io.polyvisor.tck.lockstep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the same steps come to on several backends, undeclared and declared differences alike: the steps are made on the reference
 * model as it is, and played on each backend from beginning to end.
 *
 * @param steps the steps, as text
 * @param answers by subject, the model first: what each step came to
 */
public record DifferenceTable(List<String> steps, Map<String, List<String>> answers) {

    /** Copies what could change, keeping the order of subjects. */
    public DifferenceTable {
        steps = List.copyOf(steps);
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** Plays the walk of one seed everywhere. Blocks until that is done. */
    public static DifferenceTable of(LockstepSubject model, List<LockstepSubject> subjects, long seed, int steps) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<Solo.Line> made = walked(model, seed, steps);
        answers.put(model.name(), answers(made));
        List<Step> script = made.stream().map(Solo.Line::step).toList();
        for (LockstepSubject subject : subjects) {
            try (Arena arena = Arena.of(subject, seed + "t")) {
                answers.put(
                        subject.name(),
                        answers(new Solo(arena.side())
                                .play((now, number) ->
                                        number < script.size() ? Optional.of(script.get(number)) : Optional.empty())));
            }
        }
        return new DifferenceTable(script.stream().map(StepText::print).toList(), answers);
    }

    /** The numbers, from 0, of steps that did not come to the same everywhere. */
    public List<Integer> differing() {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int row = i;
            if (answers.values().stream().map(all -> all.get(row)).distinct().count() > 1) {
                rows.add(i);
            }
        }
        return rows;
    }

    /** One block per step that differs: the step, what the model says, and who says what instead. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String model = answers.keySet().iterator().next();
        text.append(differing().size() + " of " + steps.size() + " steps differ\n");
        for (int row : differing()) {
            text.append(row + 1).append(". ").append(steps.get(row)).append('\n');
            String expected = answers.getOrDefault(model, List.of()).get(row);
            text.append("    ").append(expected).append('\n');
            Map<String, List<String>> others = new LinkedHashMap<>();
            answers.forEach((name, all) -> others.computeIfAbsent(all.get(row), answer -> new ArrayList<>())
                    .add(name));
            others.remove(expected);
            others.forEach((answer, names) -> text.append("    ")
                    .append(String.join(", ", names))
                    .append(": ")
                    .append(answer)
                    .append('\n'));
        }
        return text.toString();
    }

    private static List<Solo.Line> walked(LockstepSubject model, long seed, int steps) {
        try (Arena arena = Arena.of(model, seed + "t")) {
            Side side = arena.side();
            Generator generator = new Generator(seed, new Coverage(arena.traits()), side.site());
            return new Solo(side)
                    .play((now, number) ->
                            number < steps ? Optional.of(generator.next(now, steps - number)) : Optional.empty());
        }
    }

    private static List<String> answers(List<Solo.Line> lines) {
        return lines.stream().map(Solo.Line::answer).toList();
    }
}
