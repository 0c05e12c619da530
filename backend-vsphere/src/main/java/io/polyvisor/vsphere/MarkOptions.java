package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Our mark as options of a guest's extraConfig: the key by itself, so that it can be looked for, and the rest in one value. Tags are
 * encoded as in a URL's query: option values travel through files that know quotes and lines.
 */
final class MarkOptions {
    static final String KEY = "polyvisor.key";
    static final String MARK = "polyvisor.mark";

    private static final String VERSION = "v=1";
    private static final String PROTECTION = "protection";
    private static final String TAG = "tag.";

    private MarkOptions() {}

    /** The options that write the mark in place of an earlier one; a key that it lacks is taken away. */
    static List<OptionValue> of(Mark mark) {
        String key = mark.key().map(CreationKey::toString).orElse("");
        return List.of(Options.option(KEY, key), Options.option(MARK, text(mark)));
    }

    private static String text(Mark mark) {
        StringBuilder text = new StringBuilder(VERSION)
                .append('&')
                .append(PROTECTION)
                .append('=')
                .append(mark.protection().name());
        new TreeMap<>(mark.tags())
                .forEach((name, value) -> text.append('&')
                        .append(TAG)
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value)));
        return text.toString();
    }

    /** The mark among those options; none where the guest is not ours. */
    static Optional<Mark> read(Map<String, String> options) {
        return Optional.ofNullable(options.get(MARK)).map(text -> read(text, options.get(KEY)));
    }

    /** A mark that somebody edited is still a mark: what cannot be read in it is left out. */
    private static Mark read(String text, @Nullable String key) {
        Map<String, String> tags = new LinkedHashMap<>();
        Protection protection = Protection.DO_NOT_RESTART;
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            if (name.equals(PROTECTION)) {
                protection = protection(value);
            } else if (name.startsWith(TAG)) {
                decoded(name.substring(TAG.length()))
                        .ifPresent(tag -> decoded(value).ifPresent(told -> tags.put(tag, told)));
            }
        }
        return new Mark(Optional.ofNullable(key).flatMap(MarkOptions::key), tags, protection);
    }

    /** The key that an option's value says. */
    static Optional<CreationKey> key(String text) {
        try {
            return Optional.of(CreationKey.of(text.strip()));
        } catch (IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    private static Protection protection(String name) {
        return Arrays.stream(Protection.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(Protection.DO_NOT_RESTART);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
