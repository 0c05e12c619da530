package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.function.Supplier;

/** What users wrote, on its way into XML, which cannot carry every character. */
final class WrittenXml {
    private WrittenXml() {}

    /** What {@code writing} gives; INVALID_SPEC at {@code path} when a text in it cannot be written. */
    static String of(String path, Supplier<String> writing) {
        try {
            return writing.get();
        } catch (IllegalArgumentException e) {
            throw DriverException.refused(
                    new Fault.InvalidSpec(List.of(new SpecProblem(path, String.valueOf(e.getMessage())))));
        }
    }
}
