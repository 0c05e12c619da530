package io.polyvisor.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Text to DOM and back with the JDK's own parser, whatever else is on the class path; without DTDs, hence without entities
 * and external access.
 */
final class XmlCodec {

    private static final DocumentBuilderFactory PARSERS = parsers();
    private static final TransformerFactory WRITERS = writers();

    private XmlCodec() {}

    static Document parse(String text) {
        DocumentBuilder parser = parser();
        parser.setErrorHandler(new Throwing());
        try {
            return parser.parse(new InputSource(new StringReader(text)));
        } catch (SAXParseException e) {
            throw new IllegalArgumentException(
                    "not a well-formed XML document without DTD: " + Redaction.of(String.valueOf(e.getMessage()))
                            + " (line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ")");
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("not a readable XML document", e);
        }
    }

    static Document empty() {
        return parser().newDocument();
    }

    static String write(Element element) {
        StringWriter text = new StringWriter();
        try {
            Transformer writer = writer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            writer.transform(new DOMSource(element), new StreamResult(text));
        } catch (TransformerException e) {
            throw new IllegalStateException("the JDK cannot write XML", e);
        }
        return text.toString();
    }

    // The factories promise nothing about threads.
    private static DocumentBuilder parser() {
        synchronized (PARSERS) {
            try {
                return PARSERS.newDocumentBuilder();
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException("the JDK has no XML parser", e);
            }
        }
    }

    private static Transformer writer() throws TransformerException {
        synchronized (WRITERS) {
            return WRITERS.newTransformer();
        }
    }

    private static DocumentBuilderFactory parsers() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be made safe", e);
        }
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private static TransformerFactory writers() {
        TransformerFactory factory = TransformerFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        } catch (TransformerException e) {
            throw new IllegalStateException("the JDK's XML writer cannot be made safe", e);
        }
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
        return factory;
    }

    /** The default handler prints to stderr. */
    private static final class Throwing implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {
            // Says nothing about well-formedness.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
