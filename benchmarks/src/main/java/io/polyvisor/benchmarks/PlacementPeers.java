package io.polyvisor.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Ganeti's tools beside our engine, where they are installed. They know neither vendors nor VLANs, so the instances are taken without
 * them. Ours answers in this process, where each question before has warmed it up; theirs are processes of their own.
 */
final class PlacementPeers {
    private final List<String> toBalance;
    private final List<String> toPlaceOn;

    PlacementPeers(List<String> toBalance, List<String> toPlaceOn) {
        this.toBalance = toBalance;
        this.toPlaceOn = toPlaceOn;
    }

    /** Runs those that are there, each with a limit, and says which are not. */
    void print() throws IOException, InterruptedException {
        Optional<GanetiTool> hbal = tool("hbal");
        if (hbal.isPresent()) {
            GanetiBalance.head();
            for (String instance : toBalance) {
                GanetiBalance.print(hbal.get(), instance, PlacementRound.instance(instance));
            }
        }
        Optional<GanetiTool> hail = tool("hail");
        if (hail.isPresent()) {
            GanetiAllocation.head();
            for (String instance : toPlaceOn) {
                GanetiAllocation.print(hail.get(), instance, PlacementRound.instance(instance));
            }
        }
    }

    private static Optional<GanetiTool> tool(String name) {
        Optional<GanetiTool> tool = GanetiTool.named(name);
        if (tool.isEmpty()) {
            System.out.println("\n" + name + " is not installed.");
        }
        return tool;
    }
}
