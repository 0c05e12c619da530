package io.polyvisor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.AuditRecord;
import io.polyvisor.cli.output.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class DemoTest {

    @Test
    void the_story_holds_on_the_model_and_leaves_nothing_behind() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Page page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 100, false, true);
        List<AuditRecord> audit = new CopyOnWriteArrayList<>();

        try (Stage stage = new MemoryStage(audit::add, "quick")) {
            Demo.tell(stage, new Narrator(page), audit);

            assertThat(stage.here().inventory().guests())
                    .noneMatch(guest -> guest.name().value().equals("demo"));
            assertThat(stage.there().inventory().volumes())
                    .noneMatch(volume -> volume.id().key().startsWith("demo"));
        }
        String told = bytes.toString(StandardCharsets.UTF_8);
        assertThat(told)
                .contains("UNCHANGED", "the mistake is undone", "its memory came back intact", "the guest sees vdb")
                .contains("the counter went on", "no trace of it is left", "pool18");
        assertThat(told).doesNotContain("\u001b");
    }
}
