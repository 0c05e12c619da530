package io.polyvisor.cli.demo;

import io.polyvisor.AuditRecord;
import io.polyvisor.cli.output.Page;
import io.polyvisor.testbed.Availability;
import io.polyvisor.testbed.LibvirtHost;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The demonstration. Blocks until the story is told; leaves nothing behind. */
public final class Demo {
    /** An endpoint that nobody serves, so that the fleet has one that is down. */
    static final String DEAD_ENDPOINT = "qemu+unix:///system?socket=/run/polyvisor-demo/nobody-listens";

    private Demo() {}

    /** Whether private real hosts can be had on this machine, and if not, why. */
    public static Availability realHosts() {
        return LibvirtHost.availability();
    }

    /**
     * Tells the story.
     *
     * @throws DemoFailure when something that it promises was not so
     */
    public static void run(boolean real, Page page) {
        List<AuditRecord> audit = new CopyOnWriteArrayList<>();
        try (Stage stage = real ? RealStage.open(audit::add) : new MemoryStage(audit::add, "lifelike")) {
            tell(stage, new Narrator(page), audit);
        }
    }

    static void tell(Stage stage, Narrator narrator, List<AuditRecord> audit) {
        narrator.title("Polyvisor: a guest's life, then a whole fleet", stage.title());
        new Story(stage, narrator).tell();
        new FleetChapter(stage, narrator).tell(audit);
    }
}
