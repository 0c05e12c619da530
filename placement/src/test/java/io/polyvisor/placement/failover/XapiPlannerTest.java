package io.polyvisor.placement.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class XapiPlannerTest {

    @Test
    void every_recorded_answer_of_xapi_is_given_again() throws IOException {
        List<String> recorded = recorded();

        List<String> different = recorded.stream()
                .filter(vector -> !vector.equals(answeredAgain(vector)))
                .map(vector -> "XAPI " + vector + ", we " + answeredAgain(vector))
                .toList();

        assertThat(recorded).hasSize(5000);
        assertThat(different).isEmpty();
    }

    private static List<String> recorded() throws IOException {
        try (InputStream packed = Objects.requireNonNull(
                        XapiPlannerTest.class.getResourceAsStream("xapi-binpack-golden.txt.gz"));
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        }
    }

    /** {@code hosts|host=free,..|guest=size,..|guest:host,..|plan|most|conservative}. */
    private static String answeredAgain(String vector) {
        String[] part = vector.split("\\|", -1);
        XapiPool pool = new XapiPool(
                Integer.parseInt(part[0]),
                pairs(part[1], "=", Long::valueOf),
                pairs(part[2], "=", Long::valueOf),
                pairs(part[3], ":", Function.identity()));
        XapiFigures figures = XapiPlanner.plan(pool);
        String plan = figures.plan().entrySet().stream()
                .map(start -> start.getKey() + ":" + start.getValue())
                .collect(Collectors.joining(","));
        return String.join(
                "|", part[0], part[1], part[2], part[3], plan, figures.most() + "|" + figures.conservative());
    }

    private static <T> Map<String, T> pairs(String text, String separator, Function<String, T> value) {
        Map<String, T> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] halves = pair.split(separator);
            pairs.put(halves[0], value.apply(halves[1]));
        }
        return pairs;
    }
}
