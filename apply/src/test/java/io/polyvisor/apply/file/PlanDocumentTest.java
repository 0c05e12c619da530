package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanDocumentTest {
    @TempDir
    private Path folder;

    @Test
    void a_plan_of_everything_is_read_as_it_was_written() {
        String text = PlanDocument.text(PlanSamples.everything());

        assertThat(PlanDocument.read("plan.json", text)).isEqualTo(PlanSamples.everything());
        assertThat(PlanDocument.text(PlanDocument.read("plan.json", text))).isEqualTo(text);
    }

    @Test
    void the_document_is_as_it_was_promised() throws IOException {
        assertThat(PlanDocument.text(PlanSamples.everything()))
                .isEqualTo(Files.readString(Path.of("../docs/schemas/polyvisor.plan-1.json")));
    }

    @Test
    void a_plan_that_holds_user_data_is_for_its_owner_alone() throws IOException {
        Path secret = folder.resolve("secret.json");
        Path open = folder.resolve("open.json");

        PlanDocument.save(PlanSamples.everything(), secret);
        PlanDocument.save(PlanSamples.withoutUserData(), open);

        assertThat(PlanDocument.read(secret)).isEqualTo(PlanSamples.everything());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .startsWith("rw-r");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void a_file_that_others_could_read_is_closed_when_user_data_come_into_it() throws IOException {
        Path file = folder.resolve("plan.json");
        PlanDocument.save(PlanSamples.withoutUserData(), file);

        PlanDocument.save(PlanSamples.everything(), file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void another_version_is_refused_with_what_would_be_right() {
        String newer = PlanDocument.text(PlanSamples.everything()).replace("polyvisor.plan/1", "polyvisor.plan/2");

        assertThatThrownBy(() -> PlanDocument.read("plan.json", newer))
                .isInstanceOf(FileFaultsException.class)
                .hasMessage(
                        "plan.json: line 2: schema: \"polyvisor.plan/2\" is another version; this Polyvisor reads "
                                + "polyvisor.plan/1: write the document again with it, or read it with the Polyvisor that wrote it");
        assertThatThrownBy(() -> PlanDocument.read("plan.json", "{}"))
                .hasMessageContaining("schema: is missing: this is no document of the schema polyvisor.plan/1");
        assertThatThrownBy(() -> PlanDocument.read("plan.json", "{\"schema\": \"polyvisor.answer/1\"}"))
                .hasMessageContaining("\"polyvisor.answer/1\" is not polyvisor.plan/1");
    }

    @Test
    void what_was_changed_by_hand_is_named_by_line_and_key() {
        String text = PlanDocument.text(PlanSamples.everything());

        assertFault(text, "\"wave\" : 1", "\"wave\" : 9", "steps[1].wave: is 1; waves begin with 1 and never go back");
        assertFault(text, "\"type\" : \"START\"", "\"type\" : \"BOOT\"", "action: type \"BOOT\" is none of CREATE");
        assertFault(text, "\"live\" : true", "\"live\" : \"perhaps\"", "action.live: is neither true nor false");
        assertFault(text, "\"type\" : \"ROOM\"", "\"type\" : \"SPACE\"", "type \"SPACE\" is none of GUEST_IS");
        assertFault(text, "\"number\" : 2", "\"number\" : 7", "steps[1].number: is 7; 2 is right here");
        assertFault(text, "\"purpose\"", "\"porpoise\"", "porpoise: is not known here; did you mean purpose?");
        assertFault(text, "\"why\" : \"made\"", "\"why\" : null", "steps[0].why: is missing");
    }

    private static void assertFault(String text, String from, String to, String fault) {
        assertThat(text).contains(from);
        assertThatThrownBy(() ->
                        PlanDocument.read("plan.json", text.replaceFirst(java.util.regex.Pattern.quote(from), to)))
                .isInstanceOf(FileFaultsException.class)
                .hasMessageContaining(fault)
                .hasMessageMatching("plan.json: line \\d+: [^\\n]*");
    }
}
