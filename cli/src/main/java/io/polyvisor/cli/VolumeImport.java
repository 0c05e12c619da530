package io.polyvisor.cli;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a volume from a file or from standard input. */
@Command(name = "import", description = "Make a volume from a file, or from standard input.")
final class VolumeImport extends VolumeCommand.OnVolume {

    private static final long SECTOR = 512;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; - for standard input.")
    private String file = "";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description =
                    "What its user sees (default: the file's length in whole sectors; needed for standard input).")
    private Optional<Memory> size = Optional.empty();

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "What the bytes must hash to; else no volume is left.")
    private Optional<String> sha256 = Optional.empty();

    @Option(names = "--thick", description = "Take all its space at once.")
    private boolean thick;

    @Override
    List<Deed> deeds(Session session) {
        InputStream bytes = bytes(session);
        Memory capacity = size.orElseGet(() -> length(session));
        VolumeSpec spec = thick ? VolumeSpec.thick(volume(), capacity) : VolumeSpec.thin(volume(), capacity);
        return List.of(onEndpoint(
                session,
                "volume import",
                volume().toString(),
                endpoint -> endpoint.volumes().importFrom(spec, bytes, sha256)));
    }

    private boolean fromStandardInput() {
        return file.equals("-");
    }

    private InputStream bytes(Session session) {
        if (fromStandardInput()) {
            return session.surroundings().in();
        }
        try {
            return session.closeAtEnd(new BufferedInputStream(Files.newInputStream(path(session))));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be read", e);
        }
    }

    private Memory length(Session session) {
        if (fromStandardInput()) {
            throw CommandFailure.usage("give --size SIZE: how much will come from standard input is not known");
        }
        try {
            long sectors = (Files.size(path(session)) + SECTOR - 1) / SECTOR;
            return Memory.bytes(sectors * SECTOR);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be read", e);
        }
    }

    private Path path(Session session) {
        return session.surroundings().directory().resolve(file);
    }
}
