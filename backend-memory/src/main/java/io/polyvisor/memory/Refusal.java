package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;

/** How the model says no: as a hypervisor would, by itself, whatever its caller checked before. */
final class Refusal {

    private Refusal() {}

    static DriverException state(String obstacle, String remedy) {
        return of(new Fault.InvalidState(obstacle, Optional.of(remedy)));
    }

    static DriverException missing(String what) {
        return of(new Fault.NotFound(what, Optional.empty()));
    }

    static DriverException exists(String what) {
        return of(new Fault.AlreadyExists(what));
    }

    static DriverException busy(String byWhat) {
        return of(new Fault.Busy(byWhat));
    }

    static DriverException full(String what, Object wanted, Object free) {
        return of(new Fault.InsufficientCapacity(what, Optional.of(wanted.toString()), Optional.of(free.toString())));
    }

    static DriverException spec(String path, String why) {
        return of(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }

    static DriverException of(Fault fault) {
        return DriverException.refused(fault, said(fault), null);
    }

    /** The model's own words as a native error, so that nothing above can rely on there being none. */
    static NativeError said(Fault fault) {
        return new NativeError("memory", fault.kind().name(), fault.message());
    }
}
