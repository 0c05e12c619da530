package io.polyvisor.placement.check;

import java.util.Locale;

/** Every rule that an answer or a plan can break. Names are stable: they are what {@link Violation#rule()} says. */
enum Rule {
    /** Every guest and host that is named is known. */
    PLACE_KNOWN,
    /** Hosts that receive are up, or are switched on for it. */
    HOST_STATE,
    /** A guest stays in its pool. */
    POOL,
    /** The owner's pins hold. */
    PINS,
    /** The policy's first matching rule holds. */
    POLICY,
    /** The host carries the guest's VLANs, and its endpoint has networks for them. */
    VLAN,
    /** The guest runs on that vendor's processors, and its live move does not cross vendors. */
    VENDOR,
    /** Disks are reached, and shared where they exist already. */
    STORAGE,
    /** A new guest's image is there. */
    IMAGE,
    /** What cannot be moved stays. */
    FIXED,
    /** Memory suffices. */
    MEMORY,
    /** Virtual processors suffice. */
    VCPUS,
    /** What is kept in reserve stays free. */
    RESERVE,
    /** Guests that must be kept apart are. */
    APART,
    /** Guests that belong together are. */
    TOGETHER,
    /** The budget holds. */
    BUDGET,
    /** Pools survive what they must. */
    FAILOVER,
    /** Whether they do could not be told within this checker's limits. */
    FAILOVER_UNVERIFIED,
    /** Only those moved that the question lets move, and as many. */
    MOVES,
    /** Who has no place is said to have none, and who could have one has one. */
    UNPLACED,
    /** Costs are what the site's prices make them. */
    COST,
    /** Bounds say what was reached, and are not above it. */
    BOUNDS,
    /** The verdict fits the bounds. */
    VERDICT,
    /** Released hosts are empty. */
    RELEASED,
    /** Engaged hosts are those that must be switched on. */
    ENGAGED,
    /** Steps are numbered from 1, and waves follow each other. */
    PLAN_ORDER,
    /** Steps name what the site knows. */
    PLAN_KNOWN,
    /** A step can be taken in the state that the steps before it leave. */
    PLAN_ACTION,
    /** What a step says must be so is so. */
    PLAN_CONDITION,
    /** A step says what must be so. */
    PLAN_GUARD,
    /** A guest is only brought where it may be. */
    PLAN_PLACE,
    /** In no state is a host filled beyond what it has. */
    PLAN_ROOM,
    /** In no state do guests meet that must be kept apart. */
    PLAN_APART,
    /** An inverse undoes its step. */
    PLAN_INVERSE,
    /** No two guests are made under one key. */
    PLAN_KEY,
    /** What is recovered was fenced. */
    PLAN_FENCE,
    /** What is recovered is not started by its hypervisor. */
    PLAN_AUTOSTART,
    /** Between pools a guest is only rebuilt, from its service. */
    PLAN_REBUILD,
    /** No guest runs twice. */
    PLAN_TWICE,
    /** A host rejoins without stale definitions. */
    PLAN_REJOIN,
    /** Not more goes on at once than the pace allows. */
    PLAN_PACE,
    /** The steps lead to the answer. */
    PLAN_END,
    /** The plan's cost is the answer's. */
    PLAN_COST;

    /** The rule's name: {@code host-state}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Violation broken(String words) {
        return new Violation(words(), words);
    }
}
