package io.polyvisor.cli.demo;

import io.polyvisor.cli.output.Page;

/** The hybrid strategy from a list of services to a host that returns from the dead. Blocks until it is told; leaves nothing behind. */
public final class HybridDemo {

    private HybridDemo() {}

    /**
     * Tells it, on the reference model.
     *
     * @param shell runs the commands that it types
     * @throws DemoFailure when something that it promises was not so
     */
    public static void run(Shell shell, Page page) {
        run(shell, page, "quick");
    }

    static void run(Shell shell, Page page, String speed) {
        try (HybridStage stage = new HybridStage(speed);
                Witness witness = new Witness(stage::running)) {
            Narrator narrator = new Narrator(page);
            narrator.title(
                    "Polyvisor: from a list of services to running guests, on vSphere and KVM",
                    "on the reference model of both: no hypervisor, no privileges, nothing on this machine is changed");
            Typist typist = new Typist(shell, stage.directory(), page);
            new PlacingStory(stage, narrator, typist).tell();
            new FailoverStory(stage, narrator, typist, witness).tell();
        }
    }
}
