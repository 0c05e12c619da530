package io.polyvisor.libvirt;

/** Which characters a text may carry into C and into an XML 1.0 document. */
final class XmlCharacters {

    private XmlCharacters() {}

    /** Refuses what UTF-8 in C cannot carry: NUL and unpaired surrogates. */
    static String requireEncodable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == 0 || isUnpairedSurrogate(c)) {
                throw refused(c, i, "a text for libvirt");
            }
        }
        return text;
    }

    /** Refuses what XML 1.0 cannot carry even as a character reference: most control characters, U+FFFE, U+FFFF. */
    static String requireXml(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
            if (control || isUnpairedSurrogate(c) || c == 0xFFFE || c == 0xFFFF) {
                throw refused(c, i, "XML");
            }
        }
        return text;
    }

    private static boolean isUnpairedSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static IllegalArgumentException refused(int c, int index, String carrier) {
        return new IllegalArgumentException(
                String.format("%s cannot carry the character U+%04X (at index %d)", carrier, c, index));
    }
}
