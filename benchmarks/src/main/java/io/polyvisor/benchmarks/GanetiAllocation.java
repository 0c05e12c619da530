package io.polyvisor.benchmarks;

import io.polyvisor.benchmarks.PlacementCase.Timed;
import io.polyvisor.benchmarks.PlacementInstance.GuestLine;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.failover.Survival;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ganeti's allocator and ours, on an instance without vendors and VLANs: one guest of 8 virtual processors and 32 GiB more. */
final class GanetiAllocation {
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);
    private static final String NAME = "new";
    private static final Pattern SCORE = Pattern.compile("score: ([0-9.]+)");
    private static final String LIMITS = """
            {"minmax": [{"min": {"memory-size": 128, "cpu-count": 1, "disk-size": 0, "disk-count": 0, "nic-count": 0,
            "spindle-use": 1}, "max": {"memory-size": 262144, "cpu-count": 64, "disk-size": 1048576, "disk-count": 16,
            "nic-count": 8, "spindle-use": 12}}], "std": {"memory-size": 128, "cpu-count": 1, "disk-size": 0,
            "disk-count": 0, "nic-count": 0, "spindle-use": 1}, "disk-templates": ["ext"], "vcpu-ratio": 4.0,
            "spindle-ratio": 1000000.0}""";

    /** The cluster itself comes from the other file. */
    private static final String REQUEST = """
            {"cluster_tags": ["htools:iextags:grp"], "enabled_hypervisors": ["kvm"], "ipolicy": LIMITS,
            "nodegroups": {"fake-uuid-01": {"name": "group1", "alloc_policy": "preferred", "ipolicy": LIMITS,
            "tags": [], "networks": []}}, "nodes": {}, "instances": {}, "request": {"type": "allocate",
            "name": "new", "memory": 32768, "vcpus": 8, "disk_space_total": 0, "disks": [{"size": 1024, "mode": "rw"}], "disk_template": "ext",
            "os": "any", "tags": [], "nics": [], "required_nodes": 1, "spindle_use": 1}}
            """.replace("LIMITS", LIMITS);

    private GanetiAllocation() {}

    static void head() {
        System.out.println("\nOne guest more, without vendors and VLANs, beside Ganeti's `hail`:\n");
        System.out.println(
                "| instance | any one host may be lost | `hail` | its score | s | ours | s | processor |\n|---|---|---|--:|--:|---|--:|--:|");
    }

    /** Runs both, once with the loss of a host in mind and once without, and prints two rows. */
    static void print(GanetiTool hail, String name, PlacementInstance instance)
            throws IOException, InterruptedException {
        PlacementInstance plain = instance.withoutVendorsAndVlans();
        Path request = Files.createTempFile("request", ".json");
        try {
            Files.writeString(request, REQUEST);
            row(name, false, hail.on(plain.ganeti(), "--no-capacity-checks", request.toString()), plain);
            row(name, true, hail.on(plain.ganeti(), request.toString()), plain);
        } finally {
            Files.deleteIfExists(request);
        }
    }

    private static void row(String name, boolean survives, GanetiTool.Run run, PlacementInstance plain) {
        Site site = withOneMore(survives ? plain.site(true, 1, 1) : plain.site(true, 0, 0), survives);
        Timed ours = PlacementCase.ask(site, ANYWHERE, new Question.Place(Set.of(NAME)));
        String said = String.join(" ", run.lines());
        Matcher score = SCORE.matcher(said);
        String placed = said.contains("\"success\":true") ? "placed" : "refused";
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %s | %.2f | %.2f |%n",
                name,
                survives ? "yes" : "no",
                run.ended() ? placed : "stopped",
                score.find() ? String.format(Locale.ROOT, "%.3f", Double.parseDouble(score.group(1))) : "",
                run.seconds(),
                words(site, ours.answer(), survives),
                ours.took().wall() / 1e9,
                ours.took().processor() / 1e9);
    }

    private static String words(Site site, Answer answer, boolean survives) {
        if (!answer.holds()) {
            return "refused, " + answer.verdict();
        }
        boolean accepted = Checker.check(site, ANYWHERE, answer).isEmpty();
        boolean weak = survives
                && !Survival.weakPools(site, ANYWHERE, answer.places(), Effort.standard())
                        .isEmpty();
        return (accepted ? "placed" : "placed, rejected") + (weak ? ", a loss is not survived, as before" : "");
    }

    private static Site withOneMore(Site site, boolean isProtected) {
        SiteGuest guest =
                PlacementInstance.guest(NAME, new GuestLine(8, Memory.gib(32).toMib(), -1, -1, 0, -1));
        List<SiteGuest> guests = new ArrayList<>(site.guests().values());
        guests.add(isProtected ? guest.protectedAs(Protection.PROTECTED) : guest);
        return site.withGuests(guests);
    }
}
