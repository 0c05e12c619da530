package io.polyvisor.apply;

import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Carries a plan out in a process of its own, says at which record of the journal it is, and waits there to be killed. */
final class KilledProcess {
    static final String HERE = "KILL ME";

    private KilledProcess() {}

    /** Arguments: the kept site's file, the state directory, the moment, the record. */
    public static void main(String[] arguments) {
        Moment moment = Moment.valueOf(arguments[2]);
        int record = Integer.parseInt(arguments[3]);
        LogProbe probe = (when, which) -> {
            if (when == moment && which == record) {
                System.out.println(HERE);
                System.out.flush();
                waitForever();
            }
        };
        StateDirectory state = StateDirectory.at(Path.of(arguments[1]), LogFile::open, probe);
        Plan plan = KillTest.everySort();
        try (School school = School.kept(state, Path.of(arguments[0]))) {
            System.out.println(school.apply(plan).ending());
        }
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
