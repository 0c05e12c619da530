package io.polyvisor.kvm;

import io.polyvisor.model.GuestName;
import io.polyvisor.spi.NameRules;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of guests as libvirt takes and gives them, and names of volumes made for guests. */
final class KvmNames {
    /** What a template's domain is called by before its own name; such domains are never guests. */
    static final String TEMPLATE_PREFIX = "pv-template:";

    /**
     * libvirt keeps a definition in NAME.xml.new, and a file name has at most 255 bytes. It accepts "." and ".." at first, and then
     * deletes the parent of its snapshot directory when it cleans up after the failed definition.
     */
    static final NameRules RULES = new NameRules(
            247,
            Pattern.compile("/|^\\.\\.?$|^" + Pattern.quote(TEMPLATE_PREFIX)),
            "names without a slash, other than \".\" and \"..\", that do not begin with \"" + TEMPLATE_PREFIX
                    + "\" are right");

    private static final Pattern SLASH = Pattern.compile("/");
    private static final int LONGEST_STEM = 120;
    private static final int REPLACEMENT = 0xFFFD;

    private KvmNames() {}

    /** A domain's name as the contract's type, whose rules are stricter than libvirt's. */
    static GuestName read(String name, String uuid) {
        try {
            return GuestName.of(name);
        } catch (IllegalArgumentException madeByOthers) {
            return GuestName.of(tamed(name, uuid));
        }
    }

    private static String tamed(String name, String uuid) {
        StringBuilder tamed = new StringBuilder();
        name.codePoints().map(c -> Character.isISOControl(c) ? REPLACEMENT : c).forEach(tamed::appendCodePoint);
        String stripped = tamed.toString().strip();
        return stripped.isBlank() ? uuid : stripped;
    }

    /** Whether a domain of that name is a template. */
    static boolean isTemplate(String name) {
        return name.startsWith(TEMPLATE_PREFIX);
    }

    /** Why a template cannot be called that in libvirt. */
    static Optional<String> objectionToTemplate(String domainName) {
        NameRules others = new NameRules(RULES.longest(), SLASH, "names without a slash are right");
        return others.objectionTo(domainName);
    }

    /** A volume's name for a guest's slot; safe as a file name whatever the guest is called. */
    static String volume(GuestName guest, String slot, String suffix) {
        return stem(guest) + "-" + slot + suffix;
    }

    private static String stem(GuestName guest) {
        StringBuilder stem = new StringBuilder();
        guest.value()
                .codePoints()
                .map(c -> Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' ? c : '_')
                .forEach(c -> {
                    int bytes = stem.toString().getBytes(StandardCharsets.UTF_8).length;
                    if (bytes < LONGEST_STEM) {
                        stem.appendCodePoint(c);
                    }
                });
        char first = stem.charAt(0);
        return first == '.' || first == '-' ? "_" + stem : stem.toString();
    }
}
