package io.polyvisor.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.FenceEvidence.CommandSucceeded;
import io.polyvisor.apply.FenceEvidence.ObservedOff;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.apply.StateDirectory.Fenced;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.placement.site.HostKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records of fenced hosts: evidence, that a host answered again, that it rejoined. */
final class Fences {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fences() {}

    /** What the records come to, in order. */
    static Map<HostKey, Fenced> of(List<String> bodies) {
        Map<HostKey, Fenced> fenced = new LinkedHashMap<>();
        for (String body : bodies) {
            try {
                apply(JSON.readTree(body), fenced);
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
                throw new StateException(
                        Reason.DAMAGED, "a record of fences.jsonl cannot be understood: " + e.getMessage(), e);
            }
        }
        return fenced;
    }

    private static void apply(JsonNode record, Map<HostKey, Fenced> fenced) {
        HostKey host = host(record);
        switch (record.path("kind").asText()) {
            case "answered" -> fenced.computeIfPresent(host, (key, known) -> new Fenced(known.evidence(), true));
            case "rejoined" -> fenced.remove(host);
            default -> fenced.put(host, new Fenced(evidence(record), false));
        }
    }

    /** The record of that evidence. */
    static String record(FenceEvidence evidence, String plan) {
        ObjectNode node = begin(evidence.host(), evidence.at()).put("plan", plan);
        if (evidence instanceof ObservedOff off) {
            off.guests().forEach(node.put("kind", "observed-off").putArray("guests")::add);
        } else if (evidence instanceof CommandSucceeded command) {
            command.command().forEach(node.put("kind", "command").putArray("command")::add);
            node.put("output", command.outputDigest());
        } else {
            OperatorStatement word = (OperatorStatement) evidence;
            node.put("kind", "operator").put("who", word.who()).put("statement", word.statement());
        }
        return node.toString();
    }

    /** The record that a fenced host answers again. */
    static String answered(HostKey host, Instant at) {
        return begin(host, at).put("kind", "answered").toString();
    }

    /** The record that a fenced host takes guests again. */
    static String rejoined(HostKey host, Instant at) {
        return begin(host, at).put("kind", "rejoined").toString();
    }

    private static ObjectNode begin(HostKey host, Instant at) {
        return JSON.createObjectNode()
                .put("endpoint", host.endpoint())
                .put("host", host.host())
                .put("at", at.toString());
    }

    private static FenceEvidence evidence(JsonNode record) {
        HostKey host = host(record);
        Instant at = Instant.parse(record.path("at").asText());
        return switch (record.path("kind").asText()) {
            case "observed-off" -> new ObservedOff(host, texts(record.path("guests")), at);
            case "command" ->
                new CommandSucceeded(
                        host,
                        texts(record.path("command")),
                        record.path("output").asText(),
                        at);
            case "operator" ->
                new OperatorStatement(
                        host,
                        record.path("who").asText(),
                        record.path("statement").asText(),
                        at);
            default -> throw new IllegalArgumentException("kind " + record.path("kind"));
        };
    }

    private static HostKey host(JsonNode record) {
        return new HostKey(record.path("endpoint").asText(), record.path("host").asText());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
