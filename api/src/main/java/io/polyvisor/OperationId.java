package io.polyvisor;

/**
 * The number of an operation, unique within the process.
 *
 * @param value the number
 */
public record OperationId(long value) {

    @Override
    public String toString() {
        return "op-" + value;
    }
}
