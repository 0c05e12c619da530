package io.polyvisor.kvm;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.SeedSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** cloud-init's NoCloud seed: an image labelled cidata with meta-data and user-data. Secret in effect, so never logged. */
final class NoCloud {
    private NoCloud() {}

    /** The image; the key is the instance id, so that a clone counts as another instance and boots for the first time. */
    static byte[] image(CreationKey key, SeedSpec seed) {
        byte[] meta = metaData(key, seed).getBytes(StandardCharsets.UTF_8);
        byte[] user = seed.userData().orElse("#cloud-config\n{}\n").getBytes(StandardCharsets.UTF_8);
        return new SeedIso("cidata", Map.of("meta-data", meta, "user-data", user)).image();
    }

    private static String metaData(CreationKey key, SeedSpec seed) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("instance-id: ").append(quoted(key.toString())).append('\n');
        yaml.append("local-hostname: ").append(quoted(seed.hostName())).append('\n');
        if (!seed.authorizedKeys().isEmpty()) {
            yaml.append("public-keys:\n");
            seed.authorizedKeys()
                    .forEach(each -> yaml.append("  - ").append(quoted(each)).append('\n'));
        }
        return yaml.toString();
    }

    /** A double-quoted YAML scalar. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
