package io.polyvisor.cli;

import io.polyvisor.Cancellation;
import io.polyvisor.Operation;
import io.polyvisor.cli.output.Page;
import io.polyvisor.error.PolyvisorException;

/** While it is open, Ctrl-C asks the operation to stop and says what came of that, instead of leaving it to its fate in silence. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption cancelling(Operation<?> operation, Page err) {
        Thread hook = new Thread(() -> cancel(operation, err), "polyvisor-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    @Override
    public void close() {
        ShutdownHooks.remove(hook);
    }

    private static void cancel(Operation<?> operation, Page err) {
        String what = operation.verb().words() + " " + operation.object();
        err.line("");
        try {
            Cancellation answer = operation.cancel();
            err.line("polyvisor: " + what
                    + switch (answer) {
                        case CANCELLED -> " was cancelled";
                        case TOO_LATE -> " had ended already, or could not be stopped any more";
                        case UNSUPPORTED -> " cannot be stopped and may go on; look before trying again";
                    });
        } catch (PolyvisorException e) {
            err.line("polyvisor: " + what + " could not be cancelled: " + e.getMessage());
        }
    }
}
