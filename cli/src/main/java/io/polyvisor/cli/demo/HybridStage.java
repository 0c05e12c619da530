package io.polyvisor.cli.demo;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Polyvisor;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A school's site on the reference model, in a directory with its files; and the hand that takes the power of its hosts away. */
final class HybridStage implements AutoCloseable {
    static final List<String> ENDPOINTS = List.of("central", "kvm1", "kvm2", "kvm3");
    private static final String KEPT = "kept=site.state";

    private final Polyvisor polyvisor = Polyvisor.open();
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final String world = "world=demo-" + UUID.randomUUID();
    private final String speed;
    private final Path directory;

    HybridStage(String speed) {
        this.speed = speed;
        try {
            directory = Files.createTempDirectory("polyvisor-demo");
            Files.writeString(directory.resolve("polyvisor.yaml"), inThisWorld(example("site.yaml")));
            Files.writeString(directory.resolve("services.yaml"), example("services.yaml"));
            Files.writeString(directory.resolve("policy.yaml"), example("policy.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("the demonstration's files cannot be written", e);
        }
        for (String name : ENDPOINTS) {
            endpoints.put(name, connect(name, ""));
        }
    }

    /** The example's files; its site outlives processes, this one does not. */
    static String example(String file) {
        try (InputStream in = HybridStage.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the demonstration has lost its file " + file, e);
        }
    }

    private String inThisWorld(String text) {
        return text.replace(KEPT, world).replace("speed=quick", "speed=" + speed);
    }

    private Endpoint connect(String name, String more) {
        String preset = name.equals("central") ? "central" : "inhouse";
        String address = "memory:///" + name + "?preset=" + preset + "&" + world + "&speed=" + speed + more;
        return polyvisor.connect(
                address, Access.none(), EndpointOptions.standard().named(name));
    }

    Path directory() {
        return directory;
    }

    /** Takes the power of that endpoint's only host away. */
    void powerOff(String endpoint) {
        connect(endpoint, "&fallen=host1").close();
    }

    /** Gives it back: the host boots. */
    void powerOn(String endpoint) {
        connect(endpoint, "&fallen=").close();
    }

    /** Where each guest runs, as somebody sees who asks the endpoints and nobody else; a guest that runs twice is there twice. */
    Map<String, List<String>> running() {
        Map<String, List<String>> running = new TreeMap<>();
        endpoints.forEach((name, endpoint) -> endpoint.inventory(InventoryField.HOSTS).guests().stream()
                .filter(guest -> guest.power().is(PowerState.RUNNING))
                .map(GuestView::name)
                .forEach(guest -> running.merge(guest.value(), List.of(name), HybridStage::joined)));
        return running;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Override
    public void close() {
        polyvisor.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demonstration's directory " + directory + " cannot be removed", e);
        }
    }
}
