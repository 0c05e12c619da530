package io.polyvisor.tck.lockstep;

import io.polyvisor.error.PolyvisorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays steps on one side alone and writes down what came of each. */
final class Solo {
    private final Side side;

    Solo(Side side) {
        this.side = side;
    }

    /**
     * One step and what came of it.
     *
     * @param step what was played
     * @param answer its reply, and the state in which its guest was afterwards
     */
    record Line(Step step, String answer) {}

    List<Line> play(Walker.Steps source) {
        List<Line> lines = new ArrayList<>();
        look(Optional.empty());
        while (true) {
            Optional<Step> next = source.next(new Situation(side), lines.size());
            if (next.isEmpty()) {
                return lines;
            }
            Step step = next.get();
            Reply reply = side.play(step);
            String trouble = look(Situation.touchedBy(step));
            lines.add(new Line(step, reply.text() + state(step) + trouble));
        }
    }

    private String state(Step step) {
        Situation now = new Situation(side);
        return Situation.touchedBy(step)
                .map(guest -> now.state(guest).map(state -> ", " + state).orElse(", gone"))
                .orElse("");
    }

    private String look(Optional<String> touched) {
        try {
            side.look(touched);
            return "";
        } catch (PolyvisorException unseen) {
            return ", then could not look: " + unseen.kind();
        }
    }
}
