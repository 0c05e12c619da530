package io.polyvisor.testbed;

import java.io.PrintStream;

/** The program of a JVM that is killed while it has a host with a guest. */
final class HostInAnotherJvm {

    private HostInAnotherJvm() {}

    /** Says which processes and files there are, then waits for an end that it does not choose. */
    public static void main(String[] arguments) throws Exception {
        LibvirtHost host =
                LibvirtHost.named("orphan").reachableBy(Transport.SSH).start();
        host.defineNetwork("lan");
        host.virsh().callReading(GuestXml.firmwareOnly("left-alone").text(), "create", "/dev/stdin");
        PrintStream answer = System.out;
        answer.println(host.pid());
        answer.println(host.guestProcess("left-alone").orElseThrow().pid());
        answer.println(host.images().getParent());
        answer.flush();
        Thread.currentThread().join();
    }
}
