package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.SeedSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a guest is told at its first boot, as the options that cloud-init's VMware source reads through the tools. Secret in effect,
 * so never logged.
 */
final class GuestInfoSeed {
    private static final String METADATA = "guestinfo.metadata";
    private static final String USER_DATA = "guestinfo.userdata";
    private static final String ENCODING = ".encoding";

    private GuestInfoSeed() {}

    /** The options; the key is the instance id, so that a clone counts as another instance and boots for the first time. */
    static List<OptionValue> options(CreationKey key, SeedSpec seed) {
        List<OptionValue> options = new ArrayList<>(encoded(METADATA, metadata(key, seed)));
        // A clone would otherwise keep what its source was told.
        options.addAll(encoded(USER_DATA, seed.userData().orElse("#cloud-config\n{}\n")));
        return options;
    }

    /** The options that forget what a clone's source was told. */
    static List<OptionValue> none() {
        return List.of(
                Options.option(METADATA, ""),
                Options.option(METADATA + ENCODING, ""),
                Options.option(USER_DATA, ""),
                Options.option(USER_DATA + ENCODING, ""));
    }

    private static List<OptionValue> encoded(String name, String text) {
        String value = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return List.of(Options.option(name, value), Options.option(name + ENCODING, "base64"));
    }

    private static String metadata(CreationKey key, SeedSpec seed) {
        String keys = seed.authorizedKeys().stream().map(GuestInfoSeed::quoted).collect(Collectors.joining(", "));
        return "{\"instance-id\": " + quoted(key.toString())
                + ", \"local-hostname\": " + quoted(seed.hostName())
                + (keys.isEmpty() ? "" : ", \"public-keys-data\": [" + keys + "]")
                + "}\n";
    }

    /** A JSON string. */
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
