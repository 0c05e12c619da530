package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.AuditRecord;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One record per mutation, to whoever the embedder says. */
final class AuditRules {

    private AuditRules() {}

    static void write(RuleBook book) {
        book.must(
                        1,
                        "Each mutation that was let run gives one record when it has ended: who, why, which verb, on what, where, with which outcome.")
                .because(
                        "'Did the guest move to a different host? Do you even know which host was running it when the issue appeared?' (2008)")
                .lookAt("what is written when an operation ends.")
                .check(AuditRules::oneRecordEach);
        book.must(
                        2,
                        "A mutation that came to UNCHANGED is recorded as that, and one that was refused or failed with its kind and outcome.")
                .because("An audit of successes only is an advertisement.")
                .lookAt("what is written when an operation is refused.")
                .check(AuditRules::failuresToo);
        book.must(3, "Reads and checks give no record.")
                .because("A log that grows with every refresh is switched off within a week.")
                .lookAt("who writes records.")
                .check(AuditRules::readsAreNotRecorded);
        book.must(4, "A sink that throws harms no operation.")
                .because("A full log disk must not stop a failover.")
                .lookAt("who calls the sink.")
                .check(AuditRules::brokenSink);
    }

    private static void oneRecordEach(TckContext tck) {
        List<AuditRecord> records = new CopyOnWriteArrayList<>();
        Endpoint endpoint = audited(tck, records);
        GuestSpec spec = tck.spec().build();
        Guest guest = tck.make(endpoint.because("a rule"), spec);
        tck.done(guest.because("a reason").start());
        expect("how many records there are", records.size()).is(2);
        AuditRecord start = records.get(1);
        expect("who", start.who()).is("auditor");
        expect("why", start.why()).is(Optional.of("a reason"));
        expect("the verb", start.verb()).is(Verb.START);
        expect("the object", start.object()).has(guest.id());
        expect("the outcome", start.outcome()).is(Outcome.APPLIED);
        expect("the effect", start.effect()).is(Optional.of(Effect.APPLIED));
        expect("the endpoint", start.endpoint()).is(endpoint.name());
        guest.view().host().ifPresent(host -> expect("the hosts", start.hosts()).has(host));
        expect("the verb of the first", records.get(0).verb()).is(Verb.CREATE);
    }

    private static void failuresToo(TckContext tck) {
        List<AuditRecord> records = new CopyOnWriteArrayList<>();
        Guest guest = audited(tck, records).guest(tck.running().id());
        tck.done(guest.start());
        tck.fails(() -> guest.delete(Deletion.withOwnedVolumes()));
        expect("how many records there are", records.size()).is(2);
        expect("the effect of the first", records.get(0).effect()).is(Optional.of(Effect.UNCHANGED));
        expect("the error of the second", records.get(1).error()).is(Optional.of(ErrorKind.INVALID_STATE));
        expect("the outcome of the second", records.get(1).outcome()).is(Outcome.NOT_APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void readsAreNotRecorded(TckContext tck) {
        List<AuditRecord> records = new CopyOnWriteArrayList<>();
        Endpoint endpoint = audited(tck, records);
        Guest guest = endpoint.guest(tck.off().id());
        endpoint.inventory();
        guest.view();
        guest.may(Verb.START);
        guest.check(Guest::start);
        guest.check(Guest::powerOff);
        guest.check(Guest::reset);
        expect("the records", records).is(List.of());
    }

    private static void brokenSink(TckContext tck) {
        Endpoint endpoint = tck.connect(options -> options.audited("auditor", mutation -> {
            throw new IllegalStateException("the sink broke on purpose");
        }));
        Guest guest = endpoint.guest(tck.off().id());
        expectThat(tck.done(guest.start()) == Effect.APPLIED, "the operation ends well", "it did not");
        tck.expectPower(guest, RUNNING);
    }

    private static Endpoint audited(TckContext tck, List<AuditRecord> records) {
        return tck.connect(options -> options.audited("auditor", records::add));
    }
}
