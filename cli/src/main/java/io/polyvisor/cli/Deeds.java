package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Check;
import io.polyvisor.Operation;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.ProgressBar;
import io.polyvisor.cli.output.ResultJson;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.error.PolyvisorException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries changes out, or checks them, and says what came of each. All are begun before the first is waited for, so that they go on at
 * once as far as the endpoint lets them. One that fails does not keep the others from being done.
 */
final class Deeds {
    private final Session session;
    private final List<ObjectNode> items = new ArrayList<>();
    private final Set<ExitCode> codes = new LinkedHashSet<>();

    Deeds(Session session) {
        this.session = session;
    }

    ExitCode carryOut(List<Deed> deeds) {
        List<Begun> begun = deeds.stream().map(this::begin).toList();
        begun.forEach(this::finish);
        printItems("results");
        return verdict();
    }

    ExitCode check(List<Deed> deeds) {
        deeds.forEach(this::check);
        printItems("checks");
        return verdict();
    }

    private Begun begin(Deed deed) {
        try {
            return new Running(deed, deed.begin().get());
        } catch (PolyvisorException | CommandFailure e) {
            return new Stillborn(deed, e);
        }
    }

    private void finish(Begun begun) {
        if (begun instanceof Stillborn stillborn) {
            failed(stillborn.deed(), stillborn.failure());
            return;
        }
        Running running = (Running) begun;
        try {
            succeeded(running.deed(), await(running.operation()));
        } catch (PolyvisorException e) {
            failed(running.deed(), e);
        }
    }

    private Object await(Operation<?> operation) {
        String title = operation.verb().words() + " " + operation.object();
        try (ProgressBar bar = new ProgressBar(session.err(), title);
                Interruption interruption = Interruption.cancelling(operation, session.err())) {
            return operation.onProgress(bar).await();
        }
    }

    private void succeeded(Deed deed, Object result) {
        codes.add(ExitCode.OK);
        items.add(ResultJson.success(deed.verb(), deed.object(), result));
        if (!session.wantsJson()) {
            session.out().line(Text.harmless(ResultWords.of(deed, result)));
        }
    }

    private void failed(Deed deed, RuntimeException failure) {
        items.add(ResultJson.failure(deed.verb(), deed.object(), ErrorLine.json(failure)));
        codes.add(new ErrorLine(session.err(), session.wantsJson(), session.verbose()).report(failure));
    }

    private void check(Deed deed) {
        Check found;
        try {
            found = deed.check().get();
        } catch (PolyvisorException | CommandFailure e) {
            failed(deed, e);
            return;
        }
        codes.add(found.refusal().map(ExitCode::of).orElse(ExitCode.OK));
        items.add(ResultJson.check(found));
        if (!session.wantsJson()) {
            session.out().line(checkLine(deed, found));
        }
    }

    private String checkLine(Deed deed, Check found) {
        String what = deed.verb() + " " + deed.object() + ": ";
        String answer = found.refusal()
                .map(refusal -> session.out().paint(Tone.BAD, "would be refused") + ": "
                        + refusal.fault().message())
                .orElseGet(() -> found.changes()
                        ? session.out().paint(Tone.GOOD, "would be sent")
                        : "already so; nothing would be sent");
        return Text.harmless(what) + answer;
    }

    private void printItems(String kind) {
        if (session.wantsJson()) {
            session.out().line(Documents.pretty(Documents.list(kind, items)));
        }
    }

    /** All alike: that code; different ones: some was done and some was not, or was not for different reasons. */
    private ExitCode verdict() {
        return codes.size() == 1 ? codes.iterator().next() : ExitCode.PARTIAL;
    }

    private sealed interface Begun {}

    private record Running(Deed deed, Operation<?> operation) implements Begun {}

    private record Stillborn(Deed deed, RuntimeException failure) implements Begun {}
}
