package io.polyvisor.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A host dies, its guests go on elsewhere, and it comes back. */
final class FailoverStory {
    private static final String LOST = "kvm3";
    private static final int CANNOT_TELL = 12;
    private static final int LEFT_OVER = 13;
    private static final int HARM = 2;
    private static final int TOO_LITTLE = 8;
    private static final int GUESTS = 13;

    private final HybridStage stage;
    private final Narrator narrator;
    private final Typist typist;
    private final Witness witness;

    FailoverStory(HybridStage stage, Narrator narrator, Typist typist, Witness witness) {
        this.stage = stage;
        this.narrator = narrator;
        this.typist = typist;
        this.witness = witness;
    }

    void tell() {
        die();
        refuse();
        failOver();
        comeBack();
        drift();
        history();
        fleet();
    }

    private void die() {
        narrator.chapter("A host dies", "its guests' definitions lay on it; what was last seen of them is kept");
        stage.powerOff(LOST);
        narrator.shows(LOST + " has no power");
        typist.types(LEFT_OVER, "failover", LOST, "--policy", "policy.yaml", "--plan", "failover.json");
    }

    private void refuse() {
        narrator.chapter("Unreachable is not dead", "without evidence nothing is started elsewhere");
        typist.types(CANNOT_TELL, "apply", "failover.json", "--for-real");
        narrator.holds(
                stage.running().values().stream().noneMatch(places -> places.contains(LOST)), "nothing was started");
    }

    private void failOver() {
        narrator.chapter(
                "Fail over", "the operator's word, in the journal under his name; a fence command would do, too");
        typist.types(0, "apply", "failover.json", "--for-real", "--i-powered-off", LOST);
        List<String> back = restarted();
        narrator.holds(!back.isEmpty(), "running again, on other hosts: " + String.join(", ", back));
        typist.types(TOO_LITTLE, "capacity", "--lost", "at-once", "--count", "protected,restart-if-possible");
    }

    private List<String> restarted() {
        Map<String, List<String>> running = stage.running();
        JsonNode plan = typist.asks("apply", "failover.json").get("steps");
        List<String> back = new ArrayList<>();
        for (JsonNode step : plan) {
            String guest = step.get("guest").asText();
            if (step.get("action").asText().equals("recover") && running.containsKey(guest)) {
                back.add(guest);
            }
        }
        return back;
    }

    private void comeBack() {
        narrator.chapter("It comes back", "with old definitions of guests that run elsewhere by now");
        stage.powerOn(LOST);
        typist.types(0, "rejoin", LOST, "--apply", "--for-real");
        narrator.holds(
                witness.twice().isEmpty() && witness.looks() > 10,
                "a witness looked at all endpoints " + witness.looks() + " times: no guest ever ran twice");
    }

    private void drift() {
        narrator.chapter("Is all as it should be?", "services and policy against what runs; --plan writes the repair");
        typist.types(
                HARM,
                "drift",
                "polyvisor.yaml",
                "--services",
                "services.yaml",
                "--policy",
                "policy.yaml",
                "--plan",
                "repair.json");
        typist.types(0, "apply", "repair.json", "--for-real");
        typist.types(0, "drift", "polyvisor.yaml", "--services", "services.yaml", "--policy", "policy.yaml");
        narrator.holds(stage.running().size() == GUESTS, "all twelve run again, beside the guest that is not ours");
    }

    private void history() {
        narrator.chapter("Where did it run, and why was it moved?", "from the journals");
        typist.types(0, "history", "print");
    }

    private void fleet() {
        narrator.chapter("See the whole fleet", "unlike hypervisors in one table");
        typist.types(0, "ls");
        narrator.page().line("");
        narrator.page().line("Next: polyvisor demo life, examples/hybrid-placement, docs/placement.md");
    }
}
