package io.polyvisor.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.polyvisor.model.SpecProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a YAML file into something, or says everything that is wrong with it at once. Stateless. */
final class YamlFile {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private YamlFile() {}

    static <T> T read(Path file, Function<Section, T> reader) {
        List<SpecProblem> problems = new ArrayList<>();
        T result = reader.apply(new Section("", parse(file), problems));
        if (!problems.isEmpty()) {
            throw new FileFaultsException(file, problems);
        }
        return result;
    }

    private static ObjectNode parse(Path file) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw fault(file, "line 1", "is not a mapping of keys to values");
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? "?"
                    : Integer.toString(e.getLocation().getLineNr());
            throw fault(
                    file,
                    "line " + line,
                    e.getOriginalMessage().lines().findFirst().orElse("is not YAML"));
        } catch (IOException e) {
            throw fault(file, "file", "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static FileFaultsException fault(Path file, String place, String why) {
        return new FileFaultsException(file, List.of(new SpecProblem(place, why)));
    }
}
