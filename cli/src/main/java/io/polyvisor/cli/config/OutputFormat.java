package io.polyvisor.cli.config;

/** How results are printed. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** For scripts. */
    JSON
}
