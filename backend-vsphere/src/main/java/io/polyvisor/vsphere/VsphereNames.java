package io.polyvisor.vsphere;

import io.polyvisor.model.GuestName;
import io.polyvisor.spi.NameRules;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of inventory objects. vSphere keeps slash, backslash and percent as {@code %2f}, {@code %5c} and {@code %25}, and takes a
 * percent for itself where one of these follows; we always write and read them so, and people see the characters.
 */
final class VsphereNames {
    /** A guest's name is the name of its folder on the datastore, too. */
    static final NameRules RULES = new NameRules(
            80, Pattern.compile("^\\.\\.?$"), "names of at most 80 bytes, other than \".\" and \"..\", are right");

    private static final Pattern ESCAPE = Pattern.compile("%(2f|5c|25)", Pattern.CASE_INSENSITIVE);
    private static final int REPLACEMENT = 0xFFFD;

    private VsphereNames() {}

    /** As the API keeps it. */
    static String encode(String name) {
        return name.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c");
    }

    /** As people wrote it. */
    static String decode(String kept) {
        return ESCAPE.matcher(kept).replaceAll(found -> switch (found.group(1).toLowerCase(Locale.ROOT)) {
            case "2f" -> "/";
            case "5c" -> "\\\\";
            default -> "%";
        });
    }

    /** A guest's name as the contract's type, whose rules are stricter than vSphere's. */
    static GuestName read(String kept, String id) {
        String name = decode(kept);
        try {
            return GuestName.of(name);
        } catch (IllegalArgumentException madeByOthers) {
            return GuestName.of(tamed(name, id));
        }
    }

    private static String tamed(String name, String id) {
        StringBuilder tamed = new StringBuilder();
        name.codePoints().map(c -> Character.isISOControl(c) ? REPLACEMENT : c).forEach(tamed::appendCodePoint);
        String stripped = tamed.toString().strip();
        String shortened = stripped.length() <= GuestName.LONGEST
                ? stripped
                : stripped.substring(0, GuestName.LONGEST).strip();
        return shortened.isBlank() ? id : shortened;
    }
}
