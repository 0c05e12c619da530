package io.polyvisor.memory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The guest's side of its serial line: who is logged in, what was typed so far, what stands on the last line. */
final class Terminal {
    private static final int MOST_AHEAD = 1 << 16;
    private static final int CANCEL = 3;
    private static final int HANG_UP = 4;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream ahead = new ByteArrayOutputStream();
    private boolean loggedIn;
    private boolean afterReturn;
    private String lastLine = "";

    /** What a keystroke came to. */
    enum Key {
        /** Shown, or not. */
        TAKEN,
        /** A whole line was typed. */
        LINE,
        /** What was typed is thrown away. */
        CANCELLED,
        /** The user leaves. */
        LEAVE
    }

    Terminal copy() {
        Terminal twin = new Terminal();
        twin.typed.writeBytes(typed.toByteArray());
        twin.ahead.writeBytes(ahead.toByteArray());
        twin.loggedIn = loggedIn;
        twin.afterReturn = afterReturn;
        twin.lastLine = lastLine;
        return twin;
    }

    void tell(Entry entry) {
        entry.put("typed", typed.toString(StandardCharsets.ISO_8859_1))
                .put("ahead", ahead.toString(StandardCharsets.ISO_8859_1))
                .putIf("loggedIn", loggedIn)
                .putIf("afterReturn", afterReturn)
                .put("lastLine", lastLine);
    }

    static Terminal of(Entry entry) {
        Terminal terminal = new Terminal();
        terminal.typed.writeBytes(entry.text("typed").getBytes(StandardCharsets.ISO_8859_1));
        terminal.ahead.writeBytes(entry.text("ahead").getBytes(StandardCharsets.ISO_8859_1));
        terminal.loggedIn = entry.is("loggedIn");
        terminal.afterReturn = entry.is("afterReturn");
        terminal.lastLine = entry.text("lastLine");
        return terminal;
    }

    void reset() {
        typed.reset();
        loggedIn = false;
        afterReturn = false;
        lastLine = "";
    }

    boolean loggedIn() {
        return loggedIn;
    }

    void loggedIn(boolean now) {
        loggedIn = now;
    }

    /** What a newcomer sees: the line on which the cursor stands, so that a prompt is not missed. */
    String lastLine() {
        return lastLine;
    }

    void shown(String text) {
        int newline = text.lastIndexOf('\n');
        lastLine = newline < 0 ? lastLine + text : text.substring(newline + 1);
    }

    /** How much more input fits until the guest reads some. */
    int room() {
        return MOST_AHEAD - ahead.size();
    }

    /** Keeps input until the guest can take it. */
    void typeAhead(byte[] bytes) {
        ahead.writeBytes(bytes);
    }

    byte[] takeTypedAhead() {
        byte[] all = ahead.toByteArray();
        ahead.reset();
        return all;
    }

    /** Takes one byte; {@code echo} gets what the line shows for it. */
    Key take(byte key, ByteArrayOutputStream echo) {
        boolean secondHalf = afterReturn && key == '\n';
        afterReturn = key == '\r';
        if (secondHalf) {
            return Key.TAKEN;
        }
        if (key == '\r' || key == '\n') {
            echo.writeBytes(new byte[] {'\r', '\n'});
            return Key.LINE;
        }
        if (key == CANCEL) {
            typed.reset();
            echo.writeBytes("^C\r\n".getBytes(StandardCharsets.US_ASCII));
            return Key.CANCELLED;
        }
        if (key == HANG_UP) {
            return typed.size() == 0 ? Key.LEAVE : Key.TAKEN;
        }
        if (key == BACKSPACE || key == DELETE) {
            eraseLast(echo);
            return Key.TAKEN;
        }
        typed.write(key);
        echo.write(key);
        return Key.TAKEN;
    }

    String takeLine() {
        String line = typed.toString(StandardCharsets.UTF_8);
        typed.reset();
        return line;
    }

    private void eraseLast(ByteArrayOutputStream echo) {
        String line = takeLine();
        Optional<String> shorter = line.isEmpty()
                ? Optional.empty()
                : Optional.of(line.substring(0, line.offsetByCodePoints(line.length(), -1)));
        shorter.ifPresent(rest -> {
            typed.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
            echo.writeBytes("\b \b".getBytes(StandardCharsets.US_ASCII));
        });
    }
}
