package io.polyvisor.cli.demo;

import static io.polyvisor.model.SnapshotContent.DISKS_AND_MEMORY;

import io.polyvisor.Check;
import io.polyvisor.Guest;
import io.polyvisor.Readiness;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.SnapshotId;
import java.time.Duration;
import java.util.List;

/** A guest's life from its creation to its deletion, witnessed from inside the guest wherever that is possible. */
final class Story {
    private static final String NOTE = "/data/note";
    private static final String RAM = "/tmp/only-in-memory";

    private final Stage stage;
    private final Narrator narrator;

    Story(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    void tell() {
        Guest guest = create();
        start(guest);
        login(guest);
        pause(guest);
        SnapshotId snapshot = snapshot(guest);
        revert(guest, snapshot);
        suspend(guest);
        addDisk(guest);
        Guest moved = migrate(guest);
        shutDown(moved);
        delete(moved);
    }

    private Guest create() {
        narrator.chapter("Create a guest", "every fault of a spec is named at once, before anything is made");
        Check check = narrator.asks(
                "endpoint.check(e -> e.create(spec))",
                () -> stage.here().check(endpoint -> endpoint.create(stage.guest())));
        narrator.holds(check.passed(), "it would be let through; nothing was sent");
        Guest guest = narrator.does("endpoint.create(spec)", () -> stage.here().create(stage.guest()));
        GuestView view = guest.view();
        narrator.holds(
                view.power().is(PowerState.OFF),
                view.name() + " is off, has " + view.vcpus() + " vcpu and " + view.memory() + ", disk " + volumes(view)
                        + ", and bears our mark");
        return guest;
    }

    private void start(Guest guest) {
        narrator.chapter("Start it", "a goal: asking for what already is changes nothing, on every hypervisor");
        narrator.does("guest.start()", guest::start);
        Effect again = narrator.does("guest.start()", guest::start);
        narrator.holds(again == Effect.UNCHANGED, "the second start found it running: UNCHANGED");
        narrator.asks("guest.awaitReady(consoleText(\"login:\"))", () -> {
            guest.awaitReady(Readiness.consoleText("login:"), stage.bootPatience());
            return true;
        });
        Check check = guest.check(it -> it.delete(Deletion.keepVolumes()));
        check.refusal().ifPresent(no -> narrator.refusal("guest.delete(keepVolumes())", no));
    }

    private void login(Guest guest) {
        narrator.chapter("Log in on its serial console", "no network, no agent, no graphical client");
        try (GuestShell shell = narrator.asks("guest.console()", () -> GuestShell.on(guest))) {
            narrator.holds(says(shell, "hostname").equals("demo"), "it took its host name from the seed");
            says(shell, "nproc");
            says(shell, "echo first version > " + NOTE);
            shell.run("sync");
            says(shell, "cat " + NOTE);
            if (!stage.beginCounting().isEmpty()) {
                shell.run(stage.beginCounting());
            }
            narrator.shows("something in the guest counts from now on: " + shell.ask(stage.readCounter()));
        }
    }

    private void pause(Guest guest) {
        narrator.chapter("Pause and resume", "its processors stop, its memory stays in the host's memory");
        narrator.does("guest.pause()", guest::pause);
        narrator.holds(guest.view().power().is(PowerState.PAUSED), "paused");
        narrator.does("guest.resume()", guest::resume);
    }

    private SnapshotId snapshot(Guest guest) {
        narrator.chapter("Take a snapshot, then break something", "of disks and memory: a revert goes on where it was");
        SnapshotId snapshot = narrator.does(
                "guest.snapshots().create(\"before\", DISKS_AND_MEMORY)",
                () -> guest.snapshots().create("before", DISKS_AND_MEMORY));
        try (GuestShell shell = GuestShell.on(guest)) {
            says(shell, "echo overwritten by mistake > " + NOTE);
            shell.run("sync");
            narrator.holds(says(shell, "cat " + NOTE).contains("mistake"), "the file is spoilt");
        }
        return snapshot;
    }

    private void revert(Guest guest, SnapshotId snapshot) {
        narrator.chapter("Revert", "what is lost is spelled out at the call");
        narrator.does(
                "guest.snapshots().revert(before, OF_PRESENT_STATE)",
                () -> guest.snapshots().revert(snapshot, Loss.OF_PRESENT_STATE));
        narrator.holds(guest.view().power().is(PowerState.RUNNING), "it runs, as the snapshot said it would");
        try (GuestShell shell = GuestShell.on(guest)) {
            narrator.holds(says(shell, "cat " + NOTE).equals("first version"), "the mistake is undone");
            says(shell, "echo remember me > " + RAM);
        }
        narrator.does(
                "guest.snapshots().delete(before)", () -> guest.snapshots().delete(snapshot));
    }

    private void suspend(Guest guest) {
        narrator.chapter("Suspend to disk and resume", "it holds no host memory meanwhile");
        narrator.does("guest.suspend()", guest::suspend);
        narrator.holds(guest.view().power().is(PowerState.SUSPENDED), "suspended");
        guest.check(Guest::start).refusal().ifPresent(no -> narrator.refusal("guest.start()", no));
        narrator.does("guest.resume()", guest::resume);
        try (GuestShell shell = GuestShell.on(guest)) {
            narrator.holds(says(shell, "cat " + RAM).equals("remember me"), "its memory came back intact");
        }
    }

    private void addDisk(Guest guest) {
        narrator.chapter("Add a disk while it runs", "a new volume is made and plugged in; the guest looks by itself");
        try (GuestShell shell = GuestShell.on(guest)) {
            String before = shell.ask("ls /sys/block");
            DiskId disk = narrator.does(
                    "guest.disks().attach(newDisk(...))", () -> guest.disks().attach(stage.extraDisk()));
            // A guest looks for what was plugged in, by itself and in its own time.
            shell.askUntil("ls /sys/block", answer -> answer.contains(disk.value()));
            String after = says(shell, "ls /sys/block");
            narrator.holds(
                    !before.contains(disk.value()) && after.contains(disk.value()), "the guest sees " + disk + " now");
        }
    }

    private Guest migrate(Guest guest) {
        narrator.chapter(
                "Migrate it live",
                "from " + stage.here().name() + " to " + stage.there().name() + "; the guest must not notice");
        double before;
        try (GuestShell shell = GuestShell.on(guest)) {
            before = counted(shell);
        }
        Guest moved = narrator.does("guest.migrate(live().to(host))", () -> guest.migrate(stage.move()));
        try (GuestShell shell = GuestShell.on(moved)) {
            double after = counted(shell);
            narrator.holds(
                    after > before,
                    "the counter went on by " + Math.round(after - before) + ": it was never restarted");
            narrator.holds(says(shell, "cat " + RAM).equals("remember me"), "its memory moved with it");
        }
        return moved;
    }

    private void shutDown(Guest guest) {
        narrator.chapter("Shut it down", "asked first; what comes when it does not listen is spelled out");
        Duration patience = stage.bootPatience();
        narrator.does(
                "guest.shutdown(gracefully(" + patience.toSeconds() + " s).thenPowerOff())",
                () -> guest.shutdown(Shutdown.gracefully(patience).thenPowerOff()));
        narrator.holds(guest.view().power().is(PowerState.OFF), "off");
    }

    private void delete(Guest guest) {
        narrator.chapter("Delete it", "only volumes that it alone uses; never media, shared disks or images");
        Deleted deleted =
                narrator.does("guest.delete(withOwnedVolumes())", () -> guest.delete(Deletion.withOwnedVolumes()));
        narrator.holds(!deleted.deleted().isEmpty(), "its volumes went with it: " + deleted.deleted());
        boolean gone = stage.there().inventory().guest(guest.id()).isEmpty();
        narrator.holds(gone, "no trace of it is left");
    }

    private double counted(GuestShell shell) {
        String text = says(shell, stage.readCounter());
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new DemoFailure("the guest's counter said \"" + text + "\", which is no number");
        }
    }

    private String says(GuestShell shell, String command) {
        List<String> answer = shell.run(command);
        narrator.guestSays(command, answer);
        return String.join(" ", answer);
    }

    private static String volumes(GuestView view) {
        return String.join(
                ", ",
                view.requireDetails().disks().stream()
                        .map(disk -> disk.volume().map(Object::toString).orElse(disk.source()))
                        .toList());
    }
}
