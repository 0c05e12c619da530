package io.polyvisor.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Twelve services find their places, and their guests are made. */
final class PlacingStory {
    private static final List<String> PROTECTED = List.of("ldap", "mail", "portal", "timetable");
    private static final int SERVICES = 12;
    private static final int TOO_LITTLE = 8;

    private final HybridStage stage;
    private final Narrator narrator;
    private final Typist typist;

    PlacingStory(HybridStage stage, Narrator narrator, Typist typist) {
        this.stage = stage;
        this.narrator = narrator;
        this.typist = typist;
    }

    void tell() {
        site();
        place();
        why();
        apply();
        capacity();
    }

    private void site() {
        narrator.chapter("A school's site", "a central service that is paid by guest, and three hosts of its own");
        typist.types(0, "hosts");
        narrator.holds(stage.running().size() == 3, "three guests run on the central service, one of them not ours");
    }

    private void place() {
        narrator.chapter("Where do twelve services go?", "policy is data; the cheapest assignment that it allows wins");
        typist.types(0, "place", "services.yaml", "--policy", "policy.yaml", "--plan", "plan.json");
        JsonNode asked = typist.asks("place", "services.yaml", "--policy", "policy.yaml");
        JsonNode answer = asked.get("answer");
        narrator.holds(
                answer.get("verdict").asText().equals("OPTIMAL"), "no cheaper assignment exists, and that is proved");
        Map<String, String> places = places(answer);
        narrator.holds(
                PROTECTED.stream()
                        .allMatch(guest -> places.getOrDefault(guest, "").startsWith("central/")),
                "the four protected services are on the central service, two of them because they run there already");
        narrator.holds(
                places.entrySet().stream()
                                .filter(place -> !place.getValue().startsWith("central/"))
                                .count()
                        == SERVICES - PROTECTED.size(),
                "the other eight are on the school's own hosts");
        narrator.holds(!Objects.equals(places.get("build-1"), places.get("build-2")), "the two builders share no host");
    }

    private static Map<String, String> places(JsonNode answer) {
        Map<String, String> places = new TreeMap<>();
        answer.get("places")
                .forEach(place -> places.put(
                        place.get("guest").asText(), place.get("host").asText()));
        return places;
    }

    private void why() {
        narrator.chapter("Why there?", "each other host, and the one constraint that rules it out");
        typist.types(0, "why", "mail", "--services", "services.yaml", "--policy", "policy.yaml");
    }

    private void apply() {
        narrator.chapter("Carry it out", "each step looks again, and is in a journal before and after");
        typist.types(0, "apply", "plan.json", "--for-real");
        Map<String, List<String>> running = stage.running();
        narrator.holds(
                running.size() == SERVICES + 1 && running.values().stream().allMatch(places -> places.size() == 1),
                "all twelve run, each once: asked of the endpoints, not of the plan");
    }

    private void capacity() {
        narrator.chapter(
                "How many hosts can be lost?",
                "over memory, processors, VLANs, vendors and disks; with a counter-example");
        typist.types(TOO_LITTLE, "capacity", "--lost", "at-once", "--count", "protected,restart-if-possible");
        JsonNode guaranteed = typist.asks("capacity", "--lost", "at-once").get("items");
        boolean kept = true;
        for (JsonNode pool : guaranteed) {
            kept &= pool.get("current").asInt() >= pool.get("configured").asInt();
        }
        narrator.holds(kept, "what is guaranteed is kept: for protected guests alone every pool can lose what it must");
    }
}
