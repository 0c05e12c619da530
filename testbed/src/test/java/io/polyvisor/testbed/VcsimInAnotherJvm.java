package io.polyvisor.testbed;

import java.io.PrintStream;

/** The program of a JVM that is killed while it has a simulated vCenter. */
final class VcsimInAnotherJvm {

    private VcsimInAnotherJvm() {}

    /** Says which process there is, then waits for an end that it does not choose. */
    public static void main(String[] arguments) throws Exception {
        Vcsim vcsim = Vcsim.vCenter().start();
        PrintStream answer = System.out;
        answer.println(vcsim.pid());
        answer.flush();
        Thread.currentThread().join();
    }
}
