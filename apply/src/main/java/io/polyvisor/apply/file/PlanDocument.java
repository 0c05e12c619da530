package io.polyvisor.apply.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Plans as JSON of the schema {@code polyvisor.plan/1}: what is written and read again is equal. Stateless. */
public final class PlanDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.plan/1";

    private PlanDocument() {}

    /** The document as a tree, to be embedded in others. Holds user data of seeds: secret in effect. */
    public static ObjectNode tree(Plan plan) {
        return new JsonFields()
                .put("schema", SCHEMA)
                .put("id", plan.id())
                .put("site", plan.site())
                .put("purpose", plan.purpose())
                .put("policy", plan.policy())
                .put("costDifference", plan.costDifference())
                .put("estimate", plan.estimate())
                .put("steps", plan.steps().stream().map(PlanDocument::step).toList())
                .put(
                        "obstacles",
                        plan.obstacles().stream().map(PlanDocument::obstacle).toList())
                .node();
    }

    /** The document as text. */
    public static String text(Plan plan) {
        return JsonFields.text(tree(plan));
    }

    /**
     * Writes the document to a file, whole or not at all; only its owner may read it where it holds user data of seeds. Blocks until
     * it is on the disk.
     */
    public static void save(Plan plan, Path file) throws IOException {
        SecretFiles.write(file, text(plan), holdsUserData(plan));
    }

    /** Whether the document holds user data of seeds: secret in effect. */
    public static boolean holdsUserData(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(step.action()), step.inverse().stream()))
                .anyMatch(action -> action instanceof Action.Create create
                        && create.spec().seed().flatMap(SeedSpec::userData).isPresent());
    }

    /**
     * Reads a file that holds a plan.
     *
     * @throws FileFaultsException for every fault that was found; another version of the schema is one
     */
    public static Plan read(Path file) {
        return TextDocument.json(file, PlanDocument::plan);
    }

    /** Reads text that holds a plan; {@code name} stands for the file in faults. */
    public static Plan read(String name, String text) {
        return TextDocument.json(name, text, PlanDocument::plan);
    }

    private static JsonFields step(Step step) {
        return new JsonFields()
                .put("number", step.number())
                .put("wave", step.wave())
                .put("action", ActionJson.write(step.action()))
                .put("before", step.before().stream().map(ConditionJson::write).toList())
                .put("inverse", step.inverse().map(ActionJson::write))
                .put("estimate", step.estimate())
                .put("cost", step.cost())
                .put("why", step.why());
    }

    private static JsonFields obstacle(Plan.Obstacle obstacle) {
        return new JsonFields()
                .put("guests", obstacle.guests())
                .put("proved", obstacle.proved())
                .put("why", obstacle.why())
                .put("instead", obstacle.instead());
    }

    private static Plan plan(Section root) {
        Schemas.require(
                root, SCHEMA, "polyvisor place, rebalance, evacuate and their like write plans with --plan FILE");
        root.leave("estimate");
        return new Plan(
                root.need("id", root.text("id")),
                root.need("site", root.text("site")),
                root.need("purpose", root.text("purpose")),
                root.need("policy", root.text("policy")),
                steps(root),
                root.sections("obstacles").stream()
                        .flatMap(at -> at.made(() -> readObstacle(at)).stream())
                        .toList(),
                root.need("costDifference", root.value("costDifference", Money::parse)));
    }

    private static List<Step> steps(Section root) {
        if (!root.keys().contains("steps")) {
            root.fault("steps", "is missing");
        }
        List<Section> sections = root.sections("steps");
        List<Step> steps = sections.stream()
                .flatMap(at -> at.made(() -> readStep(at)).stream())
                .toList();
        for (int i = 0; i < steps.size() && steps.size() == sections.size(); i++) {
            if (steps.get(i).number() != i + 1) {
                sections.get(i).fault("number", "is " + steps.get(i).number() + "; " + (i + 1) + " is right here");
            }
            if (steps.get(i).wave() < (i == 0 ? 1 : steps.get(i - 1).wave())) {
                sections.get(i).fault("wave", "is " + steps.get(i).wave() + "; waves begin with 1 and never go back");
            }
        }
        return steps;
    }

    private static Step readStep(Section at) {
        Section action = at.need("action", at.section("action"));
        Optional<Section> inverse = at.section("inverse");
        Optional<Action> does = action.made(() -> ActionJson.read(action));
        Optional<Action> undoes = inverse.flatMap(there -> there.made(() -> ActionJson.read(there)));
        return new Step(
                at.need("number", at.value("number", Amounts::positive)),
                at.need("wave", at.value("wave", Amounts::natural)),
                at.need("action", does),
                at.sections("before").stream()
                        .flatMap(each -> each.made(() -> ConditionJson.read(each)).stream())
                        .toList(),
                undoes,
                at.need("estimate", at.value("estimate", PlanDocument::duration)),
                at.need("cost", at.value("cost", Money::parse)),
                at.need("why", at.text("why")));
    }

    private static Plan.Obstacle readObstacle(Section at) {
        return new Plan.Obstacle(
                at.values("guests", text -> text),
                at.need("proved", at.flag("proved")),
                at.need("why", at.text("why")),
                at.need("instead", at.text("instead")));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration; PT12S is right", e);
        }
    }
}
