package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import io.polyvisor.vsphere.SoapFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A method and its arguments as a SOAP envelope; every text goes through an XML writer. */
final class RequestWriter {
    static final String VIM = "urn:vim25";
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";

    private final XMLStreamWriter xml;

    private RequestWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(String method, Argument[] arguments) throws SoapFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            new RequestWriter(xml).envelope(method, arguments);
            xml.close();
        } catch (XMLStreamException e) {
            throw SoapFailure.unsent(Reason.UNSENDABLE, method + " cannot be written as XML", e);
        }
        return bytes.toByteArray();
    }

    private void envelope(String method, Argument[] arguments) throws XMLStreamException, SoapFailure {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("soapenv", "Envelope", SOAP);
        xml.writeNamespace("soapenv", SOAP);
        xml.writeNamespace("xsd", XSD);
        xml.writeNamespace("xsi", XSI);
        xml.writeStartElement("soapenv", "Body", SOAP);
        xml.writeStartElement(method);
        xml.writeDefaultNamespace(VIM);
        for (Argument argument : arguments) {
            argument(argument);
        }
        xml.writeEndDocument();
    }

    private void argument(Argument argument) throws XMLStreamException, SoapFailure {
        Object value = argument.getValue();
        if (value != null) {
            value(argument.getName(), argument.getType().replace("[]", ""), value);
        }
    }

    /** Writes a value that is declared as {@code declared}; arrays are repeated elements. */
    private void value(String name, String declared, Object value) throws XMLStreamException, SoapFailure {
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Object element = Array.get(value, i);
                if (element != null) {
                    value(name, declared, element);
                }
            }
            return;
        }
        xml.writeStartElement(name);
        String type = WireNames.of(value.getClass());
        if (declared.equals("Object") || isSubtype(value, declared)) {
            xml.writeAttribute("xsi", XSI, "type", type);
        }
        content(name, value);
        xml.writeEndElement();
    }

    private static boolean isSubtype(Object value, String declared) {
        return WireNames.isDataObject(value.getClass())
                && !value.getClass().getSimpleName().equals(declared);
    }

    private void content(String name, Object value) throws XMLStreamException, SoapFailure {
        if (value instanceof ManagedObjectReference reference) {
            if (reference.getType() != null) {
                xml.writeAttribute("type", reference.getType());
            }
            text(name, reference.getVal());
        } else if (WireNames.isDataObject(value.getClass())) {
            for (Field field : WireNames.fields(value.getClass())) {
                Object inner = read(field, value);
                if (inner != null && !isLeftOut(field, inner)) {
                    value(WireNames.of(field), declared(field), inner);
                }
            }
        } else {
            text(name, scalar(value));
        }
    }

    /** yavijava cannot leave out its short numbers; in requests these are the optional counts of NPIV names. */
    private static boolean isLeftOut(Field field, Object value) {
        return field.getType() == short.class && value.equals((short) 0);
    }

    private static String declared(Field field) {
        Class<?> type = field.getType();
        return (type.isArray() ? type.getComponentType() : type).getSimpleName();
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the types' fields are public", e);
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Calendar moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    OffsetDateTime.ofInstant(moment.toInstant(), ZoneOffset.UTC));
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** A carriage return is spelled out, as parsers turn a plain one into a line feed. */
    private void text(String name, String text) throws XMLStreamException, SoapFailure {
        requireXml(name, text);
        String[] lines = text.split("\r", -1);
        xml.writeCharacters(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            xml.writeEntityRef("#13");
            xml.writeCharacters(lines[i]);
        }
    }

    private static void requireXml(String name, String text) throws SoapFailure {
        boolean fits = text.codePoints()
                .allMatch(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
        if (!fits) {
            throw SoapFailure.unsent(
                    Reason.UNSENDABLE, "the text for " + name + " holds a character that XML cannot carry", null);
        }
    }
}
