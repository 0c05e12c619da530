package io.polyvisor.tck.rules;

import io.polyvisor.tck.Area;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All rules of the contract, in the order of their ids. Immutable. */
public final class RuleCatalogue {
    private static final List<Rule> ALL = collect();

    private RuleCatalogue() {}

    /** All rules. */
    public static List<Rule> all() {
        return ALL;
    }

    /**
     * The rule of that id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Rule rule(RuleId id) {
        return ALL.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule " + id));
    }

    private static List<Rule> collect() {
        List<Rule> rules = new ArrayList<>();
        add(rules, Area.LIFE, PowerRules::write, ShutdownRules::write, CreationRules::write, DeletionRules::write);
        add(rules, Area.INV, InventoryRules::write);
        add(rules, Area.OWN, OwnershipRules::write);
        add(rules, Area.VOL, VolumeRules::write, DiskRules::write);
        add(rules, Area.NIC, NicRules::write);
        add(rules, Area.BOOT, BootRules::write);
        add(rules, Area.CONF, ConfigurationRules::write);
        add(rules, Area.SNAP, SnapshotRules::write);
        add(rules, Area.CLONE, CloneRules::write);
        add(rules, Area.SUSP, SuspensionRules::write);
        add(rules, Area.MIGR, MigrationRules::write);
        add(rules, Area.CONS, ConsoleRules::write);
        add(rules, Area.STAT, StatisticsRules::write);
        add(rules, Area.EVNT, EventRules::write);
        add(rules, Area.AUTO, AutostartRules::write);
        add(rules, Area.HOST, HostRules::write);
        add(rules, Area.PROT, ProtectionRules::write);
        add(rules, Area.ERR, ErrorRules::write, LostReplyRules::write);
        add(rules, Area.TIME, DeadlineRules::write, CancellationRules::write);
        add(rules, Area.CAP, CapabilityRules::write);
        add(rules, Area.CHK, CheckRules::write);
        add(rules, Area.AUD, AuditRules::write);
        rules.sort(Comparator.comparing(Rule::id));
        requireDistinct(rules);
        return List.copyOf(rules);
    }

    @SafeVarargs
    private static void add(List<Rule> rules, Area area, Consumer<RuleBook>... chapters) {
        RuleBook book = new RuleBook(area);
        for (Consumer<RuleBook> chapter : chapters) {
            chapter.accept(book);
        }
        rules.addAll(book.rules());
    }

    private static void requireDistinct(List<Rule> rules) {
        Set<RuleId> seen = new HashSet<>();
        for (Rule rule : rules) {
            if (!seen.add(rule.id())) {
                throw new IllegalStateException("two rules are called " + rule.id());
            }
        }
    }
}
