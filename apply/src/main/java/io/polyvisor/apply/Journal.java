package io.polyvisor.apply;

import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.placement.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The journal of one plan that is being carried out: every record is on the disk before its method returns. Not thread-safe. */
final class Journal implements AutoCloseable {
    private final RecordLog log;
    private final JournalStory story;
    private final InstantSource clock;

    private Journal(RecordLog log, JournalStory story, InstantSource clock) {
        this.log = log;
        this.story = story;
        this.clock = clock;
    }

    static Journal of(RecordLog.Opened opened, InstantSource clock) {
        return new Journal(opened.log(), JournalStory.of(opened.bodies()), clock);
    }

    JournalStory story() {
        return story;
    }

    /** The first record. */
    void plan(Plan plan, String text, String who, String why) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("plan", text);
        facts.put("id", plan.id());
        facts.put("site", plan.site());
        facts.put("purpose", plan.purpose());
        facts.put("steps", Integer.toString(plan.steps().size()));
        facts.put("who", who);
        facts.put("why", why);
        add(Kind.PLAN, 0, facts);
    }

    void add(Kind kind, int step, Map<String, String> facts) {
        Instant now = clock.instant();
        JournalRecord record = new JournalRecord(now, kind, step, facts);
        log.append(record.text());
        story.add(record);
    }

    @Override
    public void close() {
        log.close();
    }
}
