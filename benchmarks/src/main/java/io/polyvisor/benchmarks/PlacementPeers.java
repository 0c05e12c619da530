package io.polyvisor.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ganeti's tools on the same hosts and guests, where they are installed; vendor and VLAN are unknown to them. */
final class PlacementPeers {
    private static final int MOST_SECONDS = 60;
    private static final List<Path> PLACES = Stream.concat(
                    Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                    Stream.of("/usr/lib/ganeti/iallocators"))
            .map(Path::of)
            .toList();
    private static final String LIMITS = """
            {"minmax": [{"min": {"memory-size": 128, "cpu-count": 1, "disk-size": 0, "disk-count": 0, "nic-count": 0,
            "spindle-use": 1}, "max": {"memory-size": 262144, "cpu-count": 64, "disk-size": 1048576, "disk-count": 16,
            "nic-count": 8, "spindle-use": 12}}], "std": {"memory-size": 128, "cpu-count": 1, "disk-size": 0,
            "disk-count": 0, "nic-count": 0, "spindle-use": 1}, "disk-templates": ["ext"], "vcpu-ratio": 4.0,
            "spindle-ratio": 1000000.0}""";

    /** The cluster itself comes from the other file. */
    private static final String REQUEST = """
            {"cluster_tags": ["htools:iextags:grp"], "enabled_hypervisors": ["kvm"], "ipolicy": LIMITS,
            "nodegroups": {"fake-uuid-01": {"name": "group1", "alloc_policy": "preferred", "ipolicy": LIMITS,
            "tags": [], "networks": []}}, "nodes": {}, "instances": {}, "request": {"type": "allocate",
            "name": "new", "memory": 32768, "vcpus": 8, "disk_space_total": 0, "disks": [{"size": 1024, "mode": "rw"}], "disk_template": "ext",
            "os": "any", "tags": [], "nics": [], "required_nodes": 1, "spindle_use": 1}}
            """.replace("LIMITS", LIMITS);

    private final List<String> instances;

    PlacementPeers(List<String> instances) {
        this.instances = instances;
    }

    /** Runs those that are there, each with a limit, and says which are not. */
    void print() throws IOException, InterruptedException {
        System.out.println("\n| Ganeti's tool | on | what it says last | s |\n|---|---|---|--:|");
        Path folder = Files.createTempDirectory("placement");
        Path data = folder.resolve("cluster.data");
        Path request = Files.writeString(folder.resolve("request.json"), REQUEST);
        Path output = folder.resolve("output");
        try {
            for (String instance : instances) {
                Files.writeString(data, PlacementRound.instance(instance).ganeti());
                String on = instance + " | ";
                run(output, "evens out | " + on, "hbal", "-t", data.toString());
                run(
                        output,
                        "places one guest | " + on,
                        "hail",
                        "--no-capacity-checks",
                        "-t",
                        data.toString(),
                        request.toString());
                run(
                        output,
                        "places one guest that survives the loss of any one host | " + on,
                        "hail",
                        "-t",
                        data.toString(),
                        request.toString());
            }
        } finally {
            for (Path file : List.of(data, request, output, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void run(Path output, String what, String name, String... options)
            throws IOException, InterruptedException {
        Optional<Path> tool = PLACES.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        if (tool.isEmpty()) {
            System.out.println("| " + name + " " + what + "is not installed | |");
            return;
        }
        List<String> command = new ArrayList<>(List.of(tool.get().toString()));
        command.addAll(List.of(options));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        process.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank())
                .toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).replace('|', ' ');
        String said = ended ? last : "stopped after " + MOST_SECONDS + " s; until then: " + last;
        System.out.printf(Locale.ROOT, "| %s %s%s | %.2f |%n", name, what, said, seconds);
    }
}
