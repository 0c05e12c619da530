package io.polyvisor.vsphere;

import io.polyvisor.error.Fault;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a vCenter or ESXi is, and where in it guests are made unless they say otherwise: {@code
 * vsphere://host[:port][/datacenter][?cluster=&host=&folder=&pool=&datastore=&network=]}. It holds no credentials.
 *
 * @param service the address of the SOAP service
 * @param datacenter the datacenter's name, or its path below the root folder
 * @param preferences names of inventory objects by parameter
 */
record VsphereAddress(URI service, Optional<String> datacenter, Map<String, String> preferences) {
    private static final List<String> PARAMETERS = List.of("cluster", "host", "folder", "pool", "datastore", "network");

    /** Copies the map. */
    VsphereAddress {
        preferences = Map.copyOf(preferences);
    }

    /** Reads and judges an address; every fault of it is named at once. */
    static VsphereAddress parse(EndpointUri address) {
        List<SpecProblem> problems = problems(address);
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
        String path = address.path();
        String datacenter = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new VsphereAddress(
                service(address.uri()), Optional.of(datacenter).filter(name -> !name.isEmpty()), address.parameters());
    }

    private static List<SpecProblem> problems(EndpointUri address) {
        List<SpecProblem> problems = new ArrayList<>();
        URI uri = address.uri();
        if (uri.getHost() == null) {
            problems.add(new SpecProblem("uri", "names no host; one looks like vsphere://vcenter.example/datacenter"));
        }
        if (uri.getRawUserInfo() != null) {
            problems.add(new SpecProblem("uri", "names a user; give credentials through Access"));
        }
        if (uri.getRawFragment() != null) {
            problems.add(new SpecProblem("uri", "has a fragment, which means nothing here"));
        }
        Map<String, String> parameters = address.parameters();
        for (String unknown : new TreeSet<>(parameters.keySet())) {
            if (!PARAMETERS.contains(unknown)) {
                problems.add(new SpecProblem(
                        "uri", "parameter " + unknown + " is not known; known are " + String.join(", ", PARAMETERS)));
            } else if (parameters.getOrDefault(unknown, "").isBlank()) {
                problems.add(new SpecProblem("uri", "parameter " + unknown + " names nothing"));
            }
        }
        return problems;
    }

    private static URI service(URI uri) {
        try {
            return new URI("https", null, uri.getHost(), uri.getPort(), "/sdk", null, null);
        } catch (URISyntaxException e) {
            throw DriverException.refused(
                    new Fault.InvalidSpec(List.of(new SpecProblem("uri", "names no host: " + e.getReason()))));
        }
    }

    Optional<String> cluster() {
        return preference("cluster");
    }

    Optional<String> host() {
        return preference("host");
    }

    Optional<String> folder() {
        return preference("folder");
    }

    Optional<String> pool() {
        return preference("pool");
    }

    Optional<String> datastore() {
        return preference("datastore");
    }

    Optional<String> network() {
        return preference("network");
    }

    private Optional<String> preference(String parameter) {
        return Optional.ofNullable(preferences.get(parameter));
    }
}
