package io.polyvisor.placement.plan;

import io.polyvisor.model.SeedSpec;
import io.polyvisor.placement.site.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan's content as one text, the same on every JVM, and its digest. Sets and maps are written in order of their words. */
final class PlanText {
    private static final int DIGITS = 16;

    private final StringBuilder text = new StringBuilder();

    PlanText line(Object... parts) {
        for (Object part : parts) {
            String word = String.valueOf(part);
            text.append(word.length()).append(':').append(word).append(' ');
        }
        text.append('\n');
        return this;
    }

    PlanText leg(Drafted drafted) {
        Leg leg = drafted.leg();
        return line(
                drafted.wave(),
                leg.kind(),
                drafted.guest().name(),
                drafted.guest().id(),
                leg.from().key(),
                leg.to().key());
    }

    PlanText service(Service service) {
        return line(
                service.name(),
                service.vcpus(),
                service.memory().bytes(),
                service.protection(),
                service.vlans(),
                service.cpuVendor(),
                service.image(),
                service.disks(),
                service.seed().map(PlanText::words).orElse(List.of()),
                new TreeMap<>(service.tags()),
                service.description());
    }

    PlanText names(Map<?, ?> names) {
        return line(names.entrySet().stream().map(Object::toString).sorted().collect(Collectors.joining(",")));
    }

    private static List<String> words(SeedSpec seed) {
        return List.of(
                seed.hostName(),
                seed.authorizedKeys().toString(),
                seed.userData().toString());
    }

    String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
