package io.polyvisor.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schema that scripts rely on. Who changes it on purpose adds keys, and adds them to schema.json and docs/cli.md. */
final class SchemaTest {

    static String everySample() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        Samples.all().forEach(all::set);
        return Documents.pretty(all) + "\n";
    }

    @Test
    void documents_are_as_they_were_promised() throws IOException {
        assertThat(everySample()).isEqualTo(Files.readString(Path.of("src/test/resources/schema.json")));
    }

    @Test
    void every_part_of_every_view_has_its_key() {
        Map<Record, ObjectNode> views = Map.ofEntries(
                Map.entry(Samples.KNOWN, GuestJson.guest(Samples.KNOWN)),
                Map.entry(Samples.KNOWN.power(), (ObjectNode)
                        GuestJson.guest(Samples.KNOWN).get("power")),
                Map.entry(Samples.DETAILS, (ObjectNode)
                        GuestJson.guest(Samples.KNOWN).get("details")),
                Map.entry(Samples.DISK, GuestJson.disk(Samples.DISK)),
                Map.entry(Samples.NIC, GuestJson.nic(Samples.NIC)),
                Map.entry(Samples.SNAPSHOT, GuestJson.snapshot(Samples.SNAPSHOT)),
                Map.entry(Samples.GUEST_STATS, GuestJson.stats(Samples.GUEST_STATS)),
                Map.entry(Samples.HOST_VIEW, ResourceJson.host(Samples.HOST_VIEW)),
                Map.entry(Samples.HOST_STATS, ResourceJson.stats(Samples.HOST_STATS)),
                Map.entry(Samples.STORAGE, ResourceJson.storage(Samples.STORAGE)),
                Map.entry(Samples.VOLUME_VIEW, ResourceJson.volume(Samples.VOLUME_VIEW)),
                Map.entry(Samples.NETWORK, ResourceJson.network(Samples.NETWORK)),
                Map.entry(Samples.TEMPLATE, ResourceJson.template(Samples.TEMPLATE)),
                Map.entry(Samples.FACTS, ResourceJson.facts(Samples.FACTS)),
                Map.entry(Samples.HEALTH, ResourceJson.health(Samples.HEALTH)),
                Map.entry(Samples.AUDIT, (ObjectNode)
                        EventJson.audit(Samples.AUDIT).get("audit")));

        views.forEach((view, json) -> {
            List<String> keys = new ArrayList<>();
            json.fieldNames().forEachRemaining(keys::add);
            assertThat(keys)
                    .as(view.getClass().getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(view.getClass().getRecordComponents())
                            .map(component -> component.getName())
                            .toList());
        });
    }
}
