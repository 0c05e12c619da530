package io.polyvisor.apply;

import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.site.HostKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How a plan is carried out.
 *
 * <p>Immutable and thread-safe.
 *
 * @param who on whose behalf: kept in the journal, shown to whoever is refused meanwhile
 * @param why the reason, in words; may be empty
 * @param shutdownPatience how long a guest may take to shut down before its power is taken
 * @param stepDeadline how long one step may take
 * @param storageDeclaredShared for which moves between endpoints the operator's site file declares that both ends see the same storage
 * @param fenceCommands the command that fences each host: a program and its arguments, no shell
 * @param fenceDeadline how long a fence command may take
 * @param statements what the operator states about hosts, beside or instead of commands
 * @param despiteAutostart whether guests are recovered whose lost host would start its own copy again by itself when it returns: the
 *     operator answers for it that the host does not come back before its copies are retired
 */
public record ApplyOptions(
        String who,
        String why,
        Duration shutdownPatience,
        Duration stepDeadline,
        Predicate<Action.Move> storageDeclaredShared,
        Map<HostKey, List<String>> fenceCommands,
        Duration fenceDeadline,
        List<FenceEvidence.OperatorStatement> statements,
        boolean despiteAutostart) {

    /** Copies what could change. */
    public ApplyOptions {
        if (who.isBlank()) {
            throw new IllegalArgumentException("say on whose behalf the plan is carried out");
        }
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(shutdownPatience, "shutdown patience");
        Objects.requireNonNull(stepDeadline, "step deadline");
        Objects.requireNonNull(storageDeclaredShared, "storage declared shared");
        fenceCommands = Map.copyOf(fenceCommands);
        Objects.requireNonNull(fenceDeadline, "fence deadline");
        statements = List.copyOf(statements);
    }

    /** Two minutes to shut down, thirty minutes for a step, one for a fence command, no declarations, no fences. */
    public static ApplyOptions standard(String who) {
        return new ApplyOptions(
                who,
                "",
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                move -> false,
                Map.of(),
                Duration.ofMinutes(1),
                List.of(),
                false);
    }

    /** The same for that reason. */
    public ApplyOptions because(String other) {
        return new ApplyOptions(
                who,
                other,
                shutdownPatience,
                stepDeadline,
                storageDeclaredShared,
                fenceCommands,
                fenceDeadline,
                statements,
                despiteAutostart);
    }

    /** The same with these deadlines. */
    public ApplyOptions deadlines(Duration shutdown, Duration step, Duration fence) {
        return new ApplyOptions(
                who, why, shutdown, step, storageDeclaredShared, fenceCommands, fence, statements, despiteAutostart);
    }

    /** The same, with moves for which shared storage is declared. */
    public ApplyOptions declaringSharedStorage(Predicate<Action.Move> which) {
        return new ApplyOptions(
                who,
                why,
                shutdownPatience,
                stepDeadline,
                which,
                fenceCommands,
                fenceDeadline,
                statements,
                despiteAutostart);
    }

    /** The same with one more fence command. */
    public ApplyOptions fencing(HostKey host, List<String> command) {
        Map<HostKey, List<String>> all = new LinkedHashMap<>(fenceCommands);
        all.put(host, List.copyOf(command));
        return new ApplyOptions(
                who,
                why,
                shutdownPatience,
                stepDeadline,
                storageDeclaredShared,
                all,
                fenceDeadline,
                statements,
                despiteAutostart);
    }

    /** The same with these statements. */
    public ApplyOptions stating(List<FenceEvidence.OperatorStatement> other) {
        return new ApplyOptions(
                who,
                why,
                shutdownPatience,
                stepDeadline,
                storageDeclaredShared,
                fenceCommands,
                fenceDeadline,
                other,
                despiteAutostart);
    }

    /** The same, recovering guests even where their lost host would start its own copies again by itself. */
    public ApplyOptions recoveringDespiteAutostart() {
        return new ApplyOptions(
                who,
                why,
                shutdownPatience,
                stepDeadline,
                storageDeclaredShared,
                fenceCommands,
                fenceDeadline,
                statements,
                true);
    }
}
