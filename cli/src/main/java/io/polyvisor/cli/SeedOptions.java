package io.polyvisor.cli;

import io.polyvisor.model.SeedSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a guest is told at its first boot, as options. User data come from a file: they may hold secrets. */
final class SeedOptions {

    @Option(names = "--seed-host-name", paramLabel = "NAME", description = "First boot: the guest's own host name.")
    private Optional<String> hostName = Optional.empty();

    @Option(names = "--seed-ssh-key", paramLabel = "FILE", description = "First boot, repeatable: an SSH public key.")
    private List<Path> keys = List.of();

    @Option(names = "--seed-user-data", paramLabel = "FILE", description = "First boot: cloud-init user data.")
    private Optional<Path> userData = Optional.empty();

    /** The seed; empty when nothing was said about it. */
    Optional<SeedSpec> spec(Path directory) {
        if (hostName.isEmpty() && (!keys.isEmpty() || userData.isPresent())) {
            throw CommandFailure.usage("a seed needs --seed-host-name NAME");
        }
        return hostName.map(name -> {
            List<String> lines = new ArrayList<>();
            keys.forEach(file -> read(directory.resolve(file))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(lines::add));
            SeedSpec seed = SeedSpec.hostName(name).withAuthorizedKeys(lines);
            return userData.map(file -> seed.withUserData(read(directory.resolve(file))))
                    .orElse(seed);
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be read", e);
        }
    }
}
