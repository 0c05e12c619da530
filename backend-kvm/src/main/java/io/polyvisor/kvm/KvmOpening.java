package io.polyvisor.kvm;

import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.ConnectOptions;
import io.polyvisor.libvirt.LibvirtCredentials;
import io.polyvisor.libvirt.LibvirtUri;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns an address and credentials into a connection. */
final class KvmOpening {
    private static final String VIRT = "virt";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final int PINGS_UNANSWERED = 3;

    private KvmOpening() {}

    static Driver open(EndpointUri uri, Access access, Call call) {
        Acceleration acceleration = acceleration(uri);
        refuseWhatLibvirtCannot(access);
        LibvirtUri address = address(uri, access);
        ConnectOptions options = ConnectOptions.defaults()
                .withCredentials(credentials(access))
                .withOpenDeadline(patience(call))
                .withKeepAlive(Duration.ofSeconds(5), PINGS_UNANSWERED);
        return new KvmDriver(KvmSession.open(address, options), acceleration);
    }

    private static Duration patience(Call call) {
        Duration left = call.remaining();
        Duration patience = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        return patience.compareTo(SHORTEST) < 0 ? SHORTEST : patience;
    }

    private static Acceleration acceleration(EndpointUri uri) {
        String virt = uri.parameters().getOrDefault(VIRT, "");
        return switch (virt) {
            case "" -> Acceleration.WHERE_SEEN;
            case "qemu" -> Acceleration.NEVER;
            case "kvm" -> Acceleration.ALWAYS;
            default -> throw invalid("uri", "parameter " + VIRT + " is qemu or kvm, not " + virt);
        };
    }

    private static void refuseWhatLibvirtCannot(Access access) {
        if (access.fingerprint().isPresent()) {
            throw invalid(
                    "access", "libvirt cannot pin a fingerprint; name a known_hosts file or a pkipath in the address");
        }
        if (access.certificateAuthority().isPresent()) {
            throw invalid(
                    "access", "libvirt takes a directory with cacert.pem in it; name it as pkipath in the address");
        }
    }

    private static LibvirtUri address(EndpointUri uri, Access access) {
        try {
            return LibvirtUri.parse(
                    withoutOurParameters(uri.uri()),
                    access.plaintextAllowed() ? LibvirtUri.Insecure.ALLOWED : LibvirtUri.Insecure.REFUSED);
        } catch (IllegalArgumentException e) {
            throw invalid("uri", String.valueOf(e.getMessage()));
        }
    }

    private static String withoutOurParameters(URI uri) {
        String text = uri.toString();
        String query = uri.getRawQuery();
        if (query == null) {
            return text;
        }
        String kept = Arrays.stream(query.split("&", -1))
                .filter(parameter -> !parameter.equals(VIRT) && !parameter.startsWith(VIRT + "="))
                .collect(Collectors.joining("&"));
        String bare = text.substring(0, text.indexOf('?'));
        return kept.isEmpty() ? bare : bare + "?" + kept;
    }

    private static LibvirtCredentials credentials(Access access) {
        return question -> switch (question) {
            case AUTHNAME -> access.user().map(String::toCharArray);
            case PASSPHRASE -> Optional.of(access.password()).filter(secret -> secret.length > 0);
        };
    }

    private static DriverException invalid(String path, String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }
}
