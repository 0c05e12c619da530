package io.polyvisor.cli.demo;

/** The demonstration did not show what it promised. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
