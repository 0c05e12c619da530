package io.polyvisor.tck.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
@SuppressWarnings({"deprecation", "removal", "Finalize"})
final class Finalizes {
    @Override
    protected void finalize() throws Throwable {
        super.finalize();
    }
}
