package io.polyvisor.examples.shed;

import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** A shed's codes in the contract's words: total, in one place. */
final class ShedErrors {

    private ShedErrors() {}

    // tour:shed-errors
    static DriverException translated(Shed.Trouble trouble) {
        String text = String.valueOf(trouble.getMessage());
        NativeError said = new NativeError("shed", String.valueOf(trouble.code()), text);
        return switch (trouble.code()) {
            case Shed.NO_SUCH_BOX -> refused(new Fault.NotFound("the box", Optional.empty()), said, trouble);
            case Shed.LABEL_TAKEN -> refused(new Fault.Conflict(text), said, trouble);
            case Shed.SERIAL_TAKEN -> refused(new Fault.AlreadyExists("a box of that serial"), said, trouble);
            case Shed.WRONG_LAMP -> refused(new Fault.Conflict(text), said, trouble);
            case Shed.NO_PLACE -> refused(noPlace(), said, trouble);
            // a later shed may know more codes: whether it did what it was told is not known then
            default -> DriverException.lost(new Fault.BackendFault(text), Optional.of(said), trouble);
        };
    }
    // end

    private static Fault noPlace() {
        return new Fault.InsufficientCapacity("places in the shed", Optional.of("1"), Optional.of("0"));
    }

    private static DriverException refused(Fault fault, NativeError said, Shed.Trouble trouble) {
        return DriverException.refused(fault, said, trouble);
    }
}
