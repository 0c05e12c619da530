package io.polyvisor.apply;

/** The end of the program, as far as a test can bring it about without ending itself. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;
}
