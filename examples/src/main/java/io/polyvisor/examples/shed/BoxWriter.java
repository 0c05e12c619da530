package io.polyvisor.examples.shed;

import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the contract's words to a shed's. Pure. */
final class BoxWriter {
    static final String OURS = "polyvisor.";
    static final String KEY = OURS + "key";
    static final String PROTECTION = OURS + "protection";
    static final String TAG = OURS + "tag.";
    static final String DESCRIPTION = "description";

    private BoxWriter() {}

    // tour:shed-writer
    /** The key is the box's serial: whoever finds the box finds the key, from its first moment on. */
    static Shed.Box box(CreateOrder order) {
        GuestSpec spec = order.spec();
        refuse(problems(spec));
        Map<String, String> notes = new HashMap<>(notes(order.mark()));
        notes.put(DESCRIPTION, spec.description());
        return new Shed.Box(
                order.key().toString(),
                spec.name().value(),
                spec.vcpus(),
                spec.memory().toKib(),
                '-',
                notes);
    }
    // end

    static Shed.Box changed(Shed.Box box, GuestChange change) {
        Shed.Box rebuilt = box.rebuilt(
                change.vcpus().orElse(box.cores()),
                change.memory().map(memory -> memory.toKib()).orElse(box.kilobytes()));
        return change.description()
                .map(text -> rebuilt.noted(DESCRIPTION, Map.of(DESCRIPTION, text)))
                .orElse(rebuilt);
    }

    static Map<String, String> notes(Mark mark) {
        Map<String, String> notes = new HashMap<>();
        notes.put(PROTECTION, mark.protection().name());
        mark.key().ifPresent(key -> notes.put(KEY, key.toString()));
        mark.tags().forEach((name, value) -> notes.put(TAG + name, value));
        return notes;
    }

    static void refuse(List<SpecProblem> problems) {
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
    }

    /** What no capability tells the core. */
    private static List<SpecProblem> problems(GuestSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        if (spec.kind() != GuestKind.VIRTUAL_MACHINE) {
            problems.add(new SpecProblem("kind", "a box is a virtual machine"));
        }
        if (!spec.disks().isEmpty()) {
            problems.add(new SpecProblem("disks", "a box has no disks"));
        }
        if (spec.maxVcpus() != spec.vcpus() || !spec.maxMemory().equals(spec.memory())) {
            problems.add(new SpecProblem("maxVcpus", "a box does not grow while it works"));
        }
        return problems;
    }
}
