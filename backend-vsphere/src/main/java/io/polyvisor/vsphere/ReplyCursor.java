package io.polyvisor.vsphere;

import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A place in a reply's XML. It takes no DTD, so there are no entities to expand or fetch, and no nesting deeper than the API's own.
 * Whoever reads an element begins at its start and leaves the cursor at its end.
 */
final class ReplyCursor {
    /** Deeper than any reply: chains of snapshots nest deepest, and end at a few dozen. */
    static final int DEPTH = 180;

    /** Each Java has a limit of its own, newer ones a tight one; ours holds on all. */
    private static final String JAVAS_DEPTH = "jdk.xml.maxElementDepth";

    /** Larger than any text of a reply, OVF descriptors included. */
    private static final int TEXT = 8 << 20;

    private final XMLStreamReader xml;
    private int depth;

    ReplyCursor(InputStream reply) throws XMLStreamException {
        this.xml = factory().createXMLStreamReader(reply, "UTF-8");
    }

    /** One for each reply: factories promise nothing to several threads, and hold on to the last reader. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        if (factory.isPropertySupported(JAVAS_DEPTH)) {
            factory.setProperty(JAVAS_DEPTH, 0);
        }
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("a reply refers to something outside itself");
        });
        return factory;
    }

    /** Goes to the next child; false, at the element's end, when there is none. */
    boolean nextChild() throws XMLStreamException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    /** The element's text; children in it are passed over. */
    String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() + xml.getTextLength() > TEXT) {
                        throw new XMLStreamException("a text is longer than " + TEXT + " characters");
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                default -> {}
            }
        }
    }

    /** Passes over the element. */
    void skip() throws XMLStreamException {
        int end = depth - 1;
        while (depth > end) {
            next();
        }
    }

    String name() {
        return xml.getLocalName();
    }

    boolean isNamed(String namespace, String name) {
        return name.equals(xml.getLocalName()) && namespace.equals(xml.getNamespaceURI());
    }

    /** The local part of {@code xsi:type}; services use prefixes of their own for it and in it. */
    Optional<String> type() {
        return attribute(RequestWriter.XSI, "type").map(name -> name.substring(name.indexOf(':') + 1));
    }

    /** An attribute without a namespace; a null namespace would find {@code xsi:type} for {@code type}. */
    Optional<String> attribute(String name) {
        return attribute("", name);
    }

    private Optional<String> attribute(String namespace, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String of = xml.getAttributeNamespace(i);
            if (name.equals(xml.getAttributeLocalName(i)) && namespace.equals(of == null ? "" : of)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /** Reads what is left, so that a reply that was cut off is noticed. */
    void toTheEnd() throws XMLStreamException {
        while (xml.hasNext()) {
            next();
        }
    }

    private int next() throws XMLStreamException {
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > DEPTH) {
                    throw new XMLStreamException("elements are nested more than " + DEPTH + " deep");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("a document type definition or an entity is in it");
            default -> {}
        }
        return event;
    }
}
