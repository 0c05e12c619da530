package io.polyvisor.cli;

import io.polyvisor.model.Loss;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words for what a user agrees to lose. */
final class Losses implements ITypeConverter<Loss> {

    @Override
    public Loss convert(String text) {
        return switch (text) {
            case "saved-memory" -> Loss.OF_SAVED_MEMORY;
            case "present-state" -> Loss.OF_PRESENT_STATE;
            default -> throw new TypeConversionException("\"" + text + "\" is none of saved-memory, present-state");
        };
    }
}
