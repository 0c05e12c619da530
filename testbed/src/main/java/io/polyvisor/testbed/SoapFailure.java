package io.polyvisor.testbed;

/** A vCenter said no to the testbed's own client. */
public final class SoapFailure extends RuntimeException {

    private final String fault;

    SoapFailure(String fault, String text) {
        super(fault + ": " + text);
        this.fault = fault;
    }

    /** The fault's type, such as {@code NotAuthenticated}; empty text when it told none. */
    public String fault() {
        return fault;
    }

    boolean is(String type) {
        return fault.equals(type);
    }
}
