package io.polyvisor.cli.placing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.cli.output.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What scripts rely on of plans and capacities. Who changes it on purpose adds keys, and adds them to the file and to docs/cli.md. */
final class SiteSchemaTest {

    @Test
    void documents_are_as_they_were_promised() throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        SiteSamples.all().forEach(all::set);
        assertThat(Documents.pretty(all) + "\n")
                .isEqualTo(Files.readString(Path.of("src/test/resources/site-schema.json")));
    }

    @Test
    void every_part_of_every_view_has_its_key() {
        Map<Record, ObjectNode> views = Map.of(
                SiteSamples.CAPACITY,
                CapacityJson.capacity(SiteSamples.CAPACITY),
                SiteSamples.FINDING,
                DriftPage.json(SiteSamples.FINDING),
                SiteSamples.stay(),
                (ObjectNode) history().get("stays").get(0),
                SiteSamples.deed(),
                (ObjectNode) history().get("deeds").get(0));
        views.forEach((view, json) -> {
            List<String> keys = new ArrayList<>();
            json.fieldNames().forEachRemaining(keys::add);
            assertThat(keys)
                    .as(view.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(view.getClass().getRecordComponents())
                                    .map(component -> component.getName())
                                    .toList());
        });
    }

    @Test
    void user_data_of_seeds_is_in_the_plan_s_file_alone() {
        assertThat(PlanJson.plan(SiteSamples.PLAN).toString()).doesNotContain("spec", "userData");
    }

    private static ObjectNode history() {
        return HistoryPage.json("web", List.of(SiteSamples.stay()), List.of(SiteSamples.deed()));
    }
}
