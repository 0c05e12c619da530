package io.polyvisor.apply;

import io.polyvisor.apply.JournalStory.StepState;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.placement.site.HostKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is kept about one site between runs: who applies a plan now, the journals of plans, fenced hosts, and the last observation of
 * every guest. Only its owner may read it: {@code 0700}, files {@code 0600}.
 *
 * <p>Thread-safe.
 */
public final class StateDirectory {
    private static final String END = ".jsonl";

    private final Path root;
    private final LogFile.Opener opener;
    private final LogProbe probe;

    private StateDirectory(Path root, LogFile.Opener opener, LogProbe probe) {
        this.root = root;
        this.opener = opener;
        this.probe = probe;
    }

    /**
     * The directory at that path, made if need be.
     *
     * @throws StateException UNUSABLE, saying why
     */
    public static StateDirectory at(Path root) {
        return at(root, LogFile::open, LogProbe.none());
    }

    /** The same, with journals through that opener, watched by that probe. */
    static StateDirectory at(Path root, LogFile.Opener opener, LogProbe probe) {
        StateDirectory state = new StateDirectory(root, opener, probe);
        try {
            for (Path each : List.of(root, state.journals(), state.observed())) {
                PrivateFiles.directory(each);
            }
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, "state directory " + root + " cannot be used: " + Words.of(e), e);
        }
        if (!Files.isWritable(root)) {
            throw new StateException(Reason.UNUSABLE, "state directory " + root + " cannot be written");
        }
        return state;
    }

    /** Where it is. */
    public Path root() {
        return root;
    }

    /** Who applies a plan to the site now. */
    public Optional<Holder> holder() {
        return SiteLock.holder(root);
    }

    /** Hosts that were fenced and have not rejoined. */
    public Map<HostKey, Fenced> fenced() {
        return new LinkedHashMap<>(Fences.of(RecordLog.bodies(fenceLog())));
    }

    /** Journals of plans that were begun and are neither done nor undone. */
    public List<Begun> unfinished() {
        List<Begun> begun = new ArrayList<>();
        for (JournalStory story : stories()) {
            if (story.finished().isEmpty()) {
                JournalRecord plan = story.plan();
                begun.add(new Begun(
                        plan.fact("id").orElse(""),
                        plan.fact("purpose").orElse(""),
                        plan.fact("who").orElse(""),
                        plan.at().toString(),
                        (int) story.count(StepState.DONE),
                        Integer.parseInt(plan.fact("steps").orElse("0"))));
            }
        }
        return begun;
    }

    /** What all journals tell, the one that was begun first in front. */
    List<JournalStory> stories() {
        return stories(file -> true);
    }

    /** The same without the journal of that plan, which is being carried out. */
    List<JournalStory> storiesBut(String plan) {
        Path own = journalFile(plan);
        return stories(file -> !file.equals(own));
    }

    private List<JournalStory> stories(Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(journals())) {
            return files.filter(file -> file.toString().endsWith(END))
                    .filter(wanted)
                    .sorted()
                    .map(file -> JournalStory.of(RecordLog.bodies(file)))
                    .filter(story -> !story.isEmpty())
                    .sorted(Comparator.comparing(JournalStory::began))
                    .toList();
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, journals() + " cannot be read: " + Words.of(e), e);
        }
    }

    SiteLock lock(String who, Instant since) {
        return SiteLock.take(root, new Holder(who, ProcessHandle.current().pid(), since.toString()));
    }

    RecordLog.Opened journal(String plan) {
        return RecordLog.open(journalFile(plan), opener, probe);
    }

    boolean hasJournal(String plan) {
        LogReading reading = RecordLog.read(journalFile(plan));
        return !reading.bodies().isEmpty() || reading.damage().isPresent();
    }

    JournalStory story(String plan) {
        return JournalStory.of(RecordLog.bodies(journalFile(plan)));
    }

    /** Puts a finished journal aside, so that the plan can be begun anew; history still reads it. */
    void putAside(String plan) {
        Path file = journalFile(plan);
        try {
            int number = 1;
            while (Files.exists(journals().resolve(plan + "." + number + END))) {
                number++;
            }
            Files.move(file, journals().resolve(plan + "." + number + END));
            LogFile.forceEntryOf(file);
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, file + " cannot be put aside: " + Words.of(e), e);
        }
    }

    /** Adds a record about a fenced host. */
    void fence(String record) {
        try (RecordLog log = RecordLog.open(fenceLog(), opener, LogProbe.none()).log()) {
            log.append(record);
        }
    }

    Path observed() {
        return root.resolve("observed");
    }

    private Path journals() {
        return root.resolve("journals");
    }

    private Path fenceLog() {
        return root.resolve("fences" + END);
    }

    /** A plan file may be anybody's: its id names a file only when it cannot lead elsewhere. */
    private Path journalFile(String plan) {
        if (!plan.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")) {
            throw new StateException(
                    Reason.UNUSABLE,
                    "plan id \"" + plan + "\" is not one; letters, digits, dots and hyphens are right, at most 100");
        }
        return journals().resolve(plan + END);
    }

    /**
     * Who holds the lock.
     *
     * @param who on whose behalf
     * @param pid the process
     * @param since since when, as ISO instant
     */
    public record Holder(String who, long pid, String since) {}

    /**
     * A host that was fenced.
     *
     * @param evidence why it is known that nothing runs there
     * @param answeredSince whether it answered again: then the evidence no longer says anything about what runs there
     */
    public record Fenced(FenceEvidence evidence, boolean answeredSince) {}

    /**
     * A plan that was begun.
     *
     * @param plan its id
     * @param purpose what it is for
     * @param who who began it
     * @param began when, as ISO instant
     * @param done how many steps are done
     * @param steps how many there are
     */
    public record Begun(String plan, String purpose, String who, String began, int done, int steps) {}
}
