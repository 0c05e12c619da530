package io.polyvisor.placement.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void protected_guests_of_hosts_that_are_not_up_are_to_be_started_and_others_only_take_room() {
        Site site = SitesForTests.site()
                .host("a", 8)
                .host("b", 8)
                .host("down", 8, SitesForTests.in(HostState.LOST))
                .guest("runs", 3, "a")
                .guest("stopped", 4, "down")
                .guest("filler", 5, "b", SitesForTests.protectedAs(Protection.DO_NOT_RESTART))
                .build();

        XapiFigures figures = XapiPlanner.plan(site, "p");

        assertThat(figures.plan()).containsExactly(Map.entry("stopped", "e/a"));
        assertThat(figures.most()).isZero();
        assertThat(figures.notAgile()).isEmpty();
    }

    @Test
    void a_guest_that_not_every_live_host_could_start_makes_the_figures_nothing() {
        SitesForTests pool =
                SitesForTests.site().host("a", 8).host("b", 8).host("c", 8).guests("a", 1);
        Site agile = pool.build();
        Site narrow = pool.host("d", 8, SitesForTests.with(8, "intel", Set.of(10), Set.of("shared")))
                .guest("on20", 1, "a", SitesForTests.needing(1, Optional.empty(), Set.of(20)))
                .build();

        assertThat(XapiPlanner.plan(agile, "p").most()).isEqualTo(2);
        assertThat(XapiPlanner.plan(narrow, "p").most()).isZero();
        assertThat(XapiPlanner.plan(narrow, "p").conservative()).isZero();
        assertThat(XapiPlanner.plan(narrow, "p").notAgile()).containsExactly("on20");
    }

    @Test
    void more_than_32_hosts_are_judged_by_the_conservative_rule() {
        Map<String, Long> free = new LinkedHashMap<>();
        Map<String, Long> sizes = new LinkedHashMap<>();
        Map<String, String> residents = new LinkedHashMap<>();
        for (int host = 10; host < 43; host++) {
            free.put("h" + host, 3L);
            sizes.put("g" + host, host == 10 ? 4L : 1L);
            residents.put("g" + host, "h" + host);
        }
        free.put("h10", 4L);

        XapiFigures figures = XapiPlanner.plan(new XapiPool(33, free, sizes, residents));

        assertThat(figures.most()).isEqualTo(figures.conservative()).isZero();
    }

    @Test
    void a_guest_on_a_host_that_is_not_live_is_refused() {
        assertThatThrownBy(() -> new XapiPool(1, Map.of("h", 1L), Map.of("g", 1L), Map.of("g", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guest g on host x");
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
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] halves = pair.split(separator, -1);
            pairs.put(halves[0], value.apply(halves[1]));
        }
        return pairs;
    }
}
