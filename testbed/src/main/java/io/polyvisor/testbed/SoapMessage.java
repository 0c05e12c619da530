package io.polyvisor.testbed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reading and writing what goes over the wire to a vCenter, with the DOM of the JDK and nothing else. */
final class SoapMessage {

    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Pattern FIRST_IN_BODY = Pattern.compile("<(?:\\w+:)?Body\\b[^>]*>\\s*<(?:\\w+:)?(\\w+)");

    private SoapMessage() {}

    /** Begins a request: the method as an element, with the object that it is called on. */
    static XmlElement request(String method, ObjectRef target) {
        XmlElement call = XmlElement.root("Envelope", "xmlns", ENVELOPE, "xmlns:xsi", SCHEMA_INSTANCE)
                .add("Body")
                .add(method, "xmlns", "urn:vim25");
        reference(call, "_this", target);
        return call;
    }

    /** Adds a reference to an object. */
    static void reference(XmlElement parent, String tag, ObjectRef object) {
        parent.add(tag, "type", object.type()).text(object.id());
    }

    /** The name of the method that a request calls; nothing where it is no SOAP. */
    static Optional<String> methodIn(byte[] request) {
        String start = new String(request, 0, Math.min(request.length, 4096), StandardCharsets.UTF_8);
        Matcher method = FIRST_IN_BODY.matcher(start);
        return method.find() ? Optional.of(method.group(1)) : Optional.empty();
    }

    /** What is inside the body of an answer: the response, or the fault as a failure. */
    static Element response(byte[] answer) {
        Element body = child(parse(answer).getDocumentElement(), "Body")
                .orElseThrow(() -> new TestbedFailure("an answer without a body"));
        Element content = children(body).get(0);
        if (content.getLocalName().equals("Fault")) {
            Optional<Element> told =
                    child(content, "detail").map(detail -> children(detail).get(0));
            throw new SoapFailure(told.map(SoapMessage::type).orElse(""), text(content, "faultstring"));
        }
        return content;
    }

    static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getLocalName().equals(name))
                .toList();
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    /** The text of a child; empty text when there is no such child. */
    static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse("");
    }

    /** The text at the end of a path of children. */
    static Optional<String> textAt(Element parent, String... path) {
        Optional<Element> here = Optional.of(parent);
        for (String name : path) {
            here = here.flatMap(element -> child(element, name));
        }
        return here.map(Element::getTextContent);
    }

    /** The type that an element says it has, without a prefix. */
    static String type(Element element) {
        String said = element.getAttributeNS(SCHEMA_INSTANCE, "type");
        return said.substring(said.indexOf(':') + 1);
    }

    static ObjectRef reference(Element element) {
        return new ObjectRef(element.getAttribute("type"), element.getTextContent());
    }

    /** Reads any message; one with a DOCTYPE is refused. */
    static Document parse(byte[] message) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder.parse(new ByteArrayInputStream(message));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new TestbedFailure("a message that is no XML: " + e.getMessage(), e);
        }
    }

    /** A managed object: its type, such as {@code VirtualMachine}, and its id, such as {@code vm-12}. */
    record ObjectRef(String type, String id) {}

    /** The JDK's own handler would print. */
    private static final class Thrower implements ErrorHandler {

        @Override
        public void warning(SAXParseException problem) {}

        @Override
        public void error(SAXParseException problem) throws SAXException {
            throw problem;
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXException {
            throw problem;
        }
    }
}
