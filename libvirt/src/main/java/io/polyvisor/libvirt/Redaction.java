package io.polyvisor.libvirt;

import java.util.regex.Pattern;

/** Takes secrets out of texts that others wrote, before they become part of an exception or a log. */
final class Redaction {

    private static final Pattern USER_AND_PASSWORD = Pattern.compile("(\\w://[^/\\s:@]+):[^/\\s@]+@");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(?i)\\b(passwd|password|passphrase|secret)([\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&<>]+)");
    private static final Pattern ELEMENT =
            Pattern.compile("(?is)<(passwd|password|passphrase|secret)\\b([^>]*)>[^<]*</\\1>");

    private Redaction() {}

    static String of(String text) {
        String noUris = USER_AND_PASSWORD.matcher(text).replaceAll("$1:***@");
        String noElements = ELEMENT.matcher(noUris).replaceAll("<$1>***</$1>");
        return ATTRIBUTE.matcher(noElements).replaceAll("$1$2***");
    }
}
