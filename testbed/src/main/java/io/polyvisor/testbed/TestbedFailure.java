package io.polyvisor.testbed;

/**
 * The testbed itself could not do what a test asked of it: a program is missing, a host did not come up,
 * a guest did not answer in time.
 *
 * <p>It says nothing about the product under test. The message holds what the failing program printed.
 */
public final class TestbedFailure extends RuntimeException {

    TestbedFailure(String message) {
        super(message);
    }

    TestbedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
