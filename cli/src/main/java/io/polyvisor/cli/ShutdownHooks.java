package io.polyvisor.cli;

/** What is to happen when the process is ended from outside. Stateless. */
final class ShutdownHooks {

    private ShutdownHooks() {}

    /** Takes a hook out again; while the process is ending already it stays, and runs. */
    static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            System.getLogger(ShutdownHooks.class.getName())
                    .log(System.Logger.Level.DEBUG, "the process is ending already", e);
        }
    }
}
