package io.polyvisor.apply.file;

/** Text that cannot be taken apart at all, from that line on. */
final class UnreadableTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    UnreadableTextException(int line, String why) {
        super(why);
        this.line = line;
    }

    FileFault fault() {
        return new FileFault(line, "", String.valueOf(getMessage()));
    }
}
