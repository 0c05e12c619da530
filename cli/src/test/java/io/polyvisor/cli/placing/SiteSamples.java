package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.ApplyEvent;
import io.polyvisor.apply.ApplyReport;
import io.polyvisor.apply.Difference;
import io.polyvisor.apply.History;
import io.polyvisor.apply.StepReport;
import io.polyvisor.apply.site.Finding;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Progress;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.XapiFigures;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of each view of a site's plans and capacities. */
final class SiteSamples {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HostKey KVM1 = HostKey.parse("kvm1");
    private static final HostKey ESX1 = HostKey.parse("central/esx1");

    static final Step MOVE = new Step(
            1,
            1,
            new Action.Move("web", KVM1, HostKey.parse("kvm2"), true),
            List.of(
                    new Condition.GuestIs("web", KVM1, Set.of(PowerState.RUNNING), Optional.empty()),
                    new Condition.Room(HostKey.parse("kvm2"), Memory.gib(2), 1)),
            Optional.of(new Action.Move("web", HostKey.parse("kvm2"), KVM1, true)),
            Duration.ofSeconds(27),
            Money.ZERO,
            "kvm1 is emptied");
    static final Plan PLAN = new Plan(
            "7c1d0a52",
            "school",
            "empty kvm1",
            "hybrid",
            List.of(MOVE),
            List.of(new Plan.Obstacle(List.of("db"), true, "no room anywhere", "stop db for 2 minutes")),
            Money.parse("-149.50"));
    static final PoolCapacity CAPACITY = new PoolCapacity(
            "in-house",
            Meaning.IN_SEQUENCE,
            3,
            1,
            0,
            true,
            List.of(KVM1),
            Set.of("backup"),
            List.of("print: has a disk on local, which is not shared"),
            Optional.of(new Shortage.Addition("8 GiB of memory in host kvm1", Optional.of(Money.of(10)))));
    static final Finding FINDING =
            new Finding(Finding.Kind.STOPPED, Finding.Severity.HARM, "web", "is not running on kvm1", "start it", true);
    static final StepReport STEP_REPORT = new StepReport(
            MOVE,
            StepReport.Status.DRIFT,
            "guest web is elsewhere",
            List.of(new Difference("guest web", "on kvm1", "on kvm2")),
            Optional.empty());
    static final ApplyReport REPORT = new ApplyReport(
            PLAN,
            ApplyReport.Mode.APPLY,
            ApplyReport.Ending.DRIFT,
            List.of(STEP_REPORT),
            List.of("a torn record was cut off"),
            Optional.of("make a new plan"));

    private SiteSamples() {}

    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("plan", PlanJson.plan(PLAN));
        all.put("capacity", CapacityJson.capacity(CAPACITY));
        all.put("xapi", CapacityJson.xapi("in-house", new XapiFigures(Map.of("web", "kvm1"), 1, 0, Set.of("print"))));
        all.put("finding", DriftPage.json(FINDING));
        all.put("applyEvent, plan", event(new ApplyEvent.PlanBegan(PLAN, ApplyReport.Mode.APPLY)));
        all.put("applyEvent, step", event(new ApplyEvent.StepBegan(MOVE, false)));
        all.put("applyEvent, progress", event(new ApplyEvent.StepProgress(MOVE, Progress.ofBytes("copying", 1, 4))));
        all.put("applyEvent, end", event(new ApplyEvent.StepEnded(STEP_REPORT)));
        all.put("applyEvent, notice", event(new ApplyEvent.Notice("mind the gap")));
        all.put("applyReport", ApplyJson.report(REPORT));
        all.put("history", HistoryPage.json("web", List.of(stay()), List.of(deed())));
        return all;
    }

    private static ObjectNode event(ApplyEvent event) {
        return ApplyJson.event(event, NOON).orElseThrow();
    }

    static History.Stay stay() {
        return new History.Stay(ESX1, Optional.of(NOON), Optional.empty(), "has no place yet");
    }

    static History.Deed deed() {
        return new History.Deed(
                NOON,
                "move",
                Optional.of(ESX1),
                Optional.of(KVM1),
                "kvm1 is emptied",
                "operator",
                Optional.of("7c1d0a52"),
                "done");
    }
}
