package io.polyvisor.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What libraries log goes to standard error in one line each, from warnings on. This process is ours, so its logging is, too. */
final class Logging {
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    static void toStandardError() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.WARNING);
        handler.setFormatter(new OneLine());
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            String cause = record.getThrown() == null ? "" : " (" + record.getThrown() + ")";
            return "polyvisor: " + formatMessage(record) + cause + System.lineSeparator();
        }
    }
}
