package io.polyvisor.testbed;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program of a JVM that takes its time to build an artefact: it says when it began, and ends when told. */
final class BuilderInAnotherJvm {

    private BuilderInAnotherJvm() {}

    public static void main(String[] arguments) {
        PrintStream answer = System.out;
        new TestbedCache(Path.of(arguments[0])).obtain("thing", file -> {
            answer.println("building");
            answer.flush();
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
            Files.writeString(file, "by the other");
        });
    }
}
