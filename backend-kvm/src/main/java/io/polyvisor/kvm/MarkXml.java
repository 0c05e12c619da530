package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Our mark as an element of a domain's {@code <metadata>}, in a namespace of our own. */
final class MarkXml {
    static final String NAMESPACE = "urn:polyvisor:mark:1";
    static final String PREFIX = "pv";

    private static final String MARK = "mark";
    private static final String KEY = "key";
    private static final String TAG = "tag";
    private static final String TAG_NAME = "name";
    private static final String PROTECTION = "protection";

    private MarkXml() {}

    /** The element as {@code virDomainSetMetadata} wants it: libvirt itself puts it into the namespace. */
    static String bare(Mark mark) {
        Xml element = Xml.create(MARK).attribute(PROTECTION, mark.protection().name());
        mark.key().ifPresent(key -> element.add(KEY, key.toString()));
        new TreeMap<>(mark.tags())
                .forEach((name, value) -> element.add(TAG, value).attribute(TAG_NAME, name));
        return element.write();
    }

    /** Writes the mark into a domain, in place of an earlier one. */
    static void put(Mark mark, Xml domain) {
        removeFrom(domain);
        Xml element = domain.ensure("metadata")
                .addInNamespace(NAMESPACE, PREFIX + ":" + MARK)
                .attribute(PROTECTION, mark.protection().name());
        mark.key()
                .ifPresent(key ->
                        element.addInNamespace(NAMESPACE, PREFIX + ":" + KEY).setText(key.toString()));
        new TreeMap<>(mark.tags())
                .forEach((name, value) -> element.addInNamespace(NAMESPACE, PREFIX + ":" + TAG)
                        .attribute(TAG_NAME, name)
                        .setText(value));
    }

    /** Takes our mark out of a domain. */
    static void removeFrom(Xml domain) {
        domain.find("metadata")
                .ifPresent(metadata -> metadata.inNamespace(NAMESPACE).forEach(Xml::remove));
    }

    /** The mark that a domain bears. */
    static Optional<Mark> of(Xml domain) {
        return domain.find("metadata")
                .flatMap(metadata -> metadata.inNamespace(NAMESPACE).stream()
                        .filter(element -> element.name().equals(MARK))
                        .findFirst())
                .map(MarkXml::read);
    }

    private static Mark read(Xml element) {
        Map<String, String> tags = new LinkedHashMap<>();
        Optional<CreationKey> key = Optional.empty();
        for (Xml child : element.inNamespace(NAMESPACE)) {
            if (child.name().equals(TAG)) {
                child.attribute(TAG_NAME).ifPresent(name -> tags.put(name, child.text()));
            } else if (child.name().equals(KEY)) {
                key = key(child.text());
            }
        }
        return new Mark(key, tags, protection(element.attribute(PROTECTION).orElse("")));
    }

    /** A mark that somebody edited is still a mark: what cannot be read in it is left out. */
    private static Optional<CreationKey> key(String text) {
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
}
