package io.polyvisor.cli.config;

import io.polyvisor.apply.file.DeclaredSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration file says.
 *
 * @param file which file; empty when there is none
 * @param endpoints the endpoints by name, in the order of the file
 * @param defaultEndpoint which one is meant when none is named
 * @param timeout for operations, unless the command line says otherwise
 * @param output how to print, unless the command line says otherwise
 * @param declared what the file says for placement; endpoints without an address are here alone
 */
public record Site(
        Optional<Path> file,
        Map<String, EndpointEntry> endpoints,
        Optional<String> defaultEndpoint,
        Optional<Duration> timeout,
        Optional<OutputFormat> output,
        DeclaredSite declared) {

    /** No file, no endpoints. */
    public static Site empty() {
        return new Site(
                Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), DeclaredSite.empty());
    }
}
