package io.polyvisor.cli.config;

import io.polyvisor.apply.file.Section;
import io.polyvisor.apply.file.SiteDocument;
import io.polyvisor.apply.file.TextDocument;
import io.polyvisor.apply.file.Words;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.EndpointUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads {@code polyvisor.yaml}. Stateless. */
public final class SiteFile {
    private static final String NO_SECRETS_HERE =
            "secrets do not belong in this file; write password-env: VARIABLE or password-file: PATH";

    private SiteFile() {}

    /** Reads the file that the command line or the environment names, or else the first that exists in the usual places. */
    public static Site load(Optional<String> named, Map<String, String> environment, Path directory, Path home) {
        return named.or(() ->
                        Optional.ofNullable(environment.get("POLYVISOR_CONFIG")).filter(text -> !text.isBlank()))
                .map(name -> Optional.of(directory.resolve(name)))
                .orElseGet(() -> usualPlaces(directory, home).stream()
                        .filter(Files::isRegularFile)
                        .findFirst())
                .map(file -> read(file, home))
                .orElse(Site.empty());
    }

    /** Where a file is looked for when none is named. */
    public static List<Path> usualPlaces(Path directory, Path home) {
        return List.of(directory.resolve("polyvisor.yaml"), home.resolve(".config/polyvisor/polyvisor.yaml"));
    }

    private static Site read(Path file, Path home) {
        return TextDocument.yaml(file, root -> {
            Paths paths = new Paths(file, home);
            Map<String, EndpointEntry> endpoints = new LinkedHashMap<>();
            root.named("endpoints")
                    .forEach((name, section) ->
                            endpoint(name, section, paths).ifPresent(entry -> endpoints.put(name, entry)));
            Optional<Section> defaults = root.section("defaults");
            Site site = new Site(
                    Optional.of(file),
                    Collections.unmodifiableMap(endpoints),
                    defaults.flatMap(section -> section.text("endpoint")),
                    defaults.flatMap(section -> section.value("timeout", Words::duration)),
                    defaults.flatMap(section -> section.choice("output", OutputFormat.class)),
                    SiteDocument.of(root));
            defaults.ifPresent(section -> checkDefault(section, site));
            return site;
        });
    }

    private static void checkDefault(Section defaults, Site site) {
        site.defaultEndpoint()
                .filter(name -> !site.endpoints().containsKey(name))
                .ifPresent(name -> defaults.fault(
                        "endpoint",
                        "\"" + name + "\" is not among endpoints: "
                                + String.join(", ", site.endpoints().keySet())));
    }

    private static Optional<EndpointEntry> endpoint(String name, Section section, Paths paths) {
        Optional<EndpointUri> uri = section.value("uri", EndpointUri::parse);
        EndpointEntry rest = new EndpointEntry(
                name,
                uri.orElse(EndpointUri.parse("missing:///")),
                section.choice("mode", AccessMode.class),
                section.section("credentials")
                        .map(inner -> credentials(inner, paths))
                        .orElse(CredentialSource.none()),
                section.text("ca-file").map(paths::resolve),
                section.text("fingerprint"),
                section.flag("insecurely-allow-plaintext").orElse(false),
                section.value("read-timeout", Words::duration));
        section.refuse("password", NO_SECRETS_HERE);
        return uri.map(there -> rest);
    }

    private static CredentialSource credentials(Section section, Paths paths) {
        CredentialSource source = new CredentialSource(
                section.text("user"),
                section.text("user-env"),
                section.text("password-env"),
                section.text("password-file").map(paths::resolve),
                false);
        section.refuse("password", NO_SECRETS_HERE);
        if (source.user().isPresent() == source.userVariable().isPresent()) {
            section.fault("user", "give either user: NAME or user-env: VARIABLE");
        }
        if (source.passwordVariable().isPresent() && source.passwordFile().isPresent()) {
            section.fault("password-file", "give either password-env or password-file, not both");
        }
        return source;
    }

    /** Relative paths are relative to the file that names them; {@code ~/} is the user's home. */
    private record Paths(Path file, Path home) {
        Path resolve(String text) {
            return text.startsWith("~/") ? home.resolve(text.substring(2)) : file.resolveSibling(text);
        }
    }
}
