package io.polyvisor.testbed;

import java.io.StringWriter;
import javax.xml.XMLConstants;
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

/** An element of a document that is being built, with as much of the DOM as definitions for libvirt need. */
record XmlElement(Element element) {

    /** Begins a document with its outermost element. */
    static XmlElement root(String tag, String... attributes) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
            XmlElement root = new XmlElement(document.createElement(tag));
            document.appendChild(root.element);
            return root.with(attributes);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK can make an empty document", e);
        }
    }

    /** Adds an element inside this one; attributes are names and values in turn. */
    XmlElement add(String tag, String... attributes) {
        XmlElement child = new XmlElement(element.getOwnerDocument().createElement(tag));
        element.appendChild(child.element);
        return child.with(attributes);
    }

    /** The same in the name space of this element, for documents that were read and not built. */
    XmlElement addLike(String name) {
        XmlElement child = new XmlElement(element.getOwnerDocument().createElementNS(element.getNamespaceURI(), name));
        element.appendChild(child.element);
        return child;
    }

    XmlElement with(String... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            element.setAttribute(attributes[i], attributes[i + 1]);
        }
        return this;
    }

    XmlElement text(String text) {
        element.setTextContent(text);
        return this;
    }

    /** The whole document, however deep this element is in it. */
    String document() {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(element.getOwnerDocument()), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("cannot print a document that was built here", e);
        }
    }
}
