package io.polyvisor.cli;

import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.config.OutputFormat;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.HostId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleId;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become the model's types. Stateless. */
final class Converters {

    private Converters() {}

    static void register(CommandLine line) {
        register(line, Duration.class, Words::duration);
        register(line, Memory.class, Memory::parse);
        register(line, GuestName.class, GuestName::of);
        register(line, VolumeId.class, VolumeId::parse);
        register(line, StorageId.class, StorageId::of);
        register(line, HostId.class, HostId::of);
        register(line, DiskId.class, DiskId::of);
        register(line, NicId.class, NicId::of);
        register(line, MacAddress.class, MacAddress::of);
        register(line, CreationKey.class, CreationKey::of);
        register(line, AccessMode.class, text -> Words.choice(AccessMode.class, text));
        register(line, OutputFormat.class, text -> Words.choice(OutputFormat.class, text));
        register(line, Protection.class, text -> Words.choice(Protection.class, text));
        register(line, Meaning.class, text -> Words.choice(Meaning.class, text));
        register(line, Profile.class, Profile::ofLabel);
        register(line, RuleId.class, RuleId::parse);
        register(line, BootDevice.class, text -> Words.choice(BootDevice.class, text));
    }

    /** What a type says when it refuses a value is what a user needs to read. */
    private static <T> void register(CommandLine line, Class<T> type, Function<String, T> read) {
        ITypeConverter<T> converter = text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
        line.registerConverter(type, converter);
    }
}
