package io.polyvisor.testbed;

/**
 * What a program left when it ended.
 *
 * @param exitCode zero when it says that it succeeded
 * @param output what it wrote to its standard output, as UTF-8
 * @param errors what it wrote to its standard error, as UTF-8
 */
public record CommandResult(int exitCode, String output, String errors) {

    /** Whether the program says that it succeeded. */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
