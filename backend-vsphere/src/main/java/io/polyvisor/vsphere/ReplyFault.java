package io.polyvisor.vsphere;

import com.vmware.vim25.MethodFault;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Reads a SOAP fault, of whatever type. */
final class ReplyFault {
    private static final String SUFFIX = "Fault";

    private final ReplyCursor cursor;
    private final ReplyObjects objects;
    private final ReplySkips skips;

    ReplyFault(ReplyCursor cursor, ReplyObjects objects, ReplySkips skips) {
        this.cursor = cursor;
        this.objects = objects;
        this.skips = skips;
    }

    SoapFault read() throws XMLStreamException {
        String text = "";
        Optional<MethodFault> detail = Optional.empty();
        while (cursor.nextChild()) {
            switch (cursor.name()) {
                case "faultstring" -> text = cursor.text();
                case "detail" -> detail = detail();
                default -> cursor.skip();
            }
        }
        return new SoapFault(detail, text);
    }

    private Optional<MethodFault> detail() throws XMLStreamException {
        Optional<MethodFault> found = Optional.empty();
        while (cursor.nextChild()) {
            if (found.isPresent()) {
                cursor.skip();
            } else {
                found = Optional.of(fault());
            }
        }
        return found;
    }

    private MethodFault fault() throws XMLStreamException {
        if (cursor.type().isPresent()) {
            return (MethodFault) objects.value(MethodFault.class).orElseThrow();
        }
        // Without a type the element's name tells it: InvalidLoginFault.
        String name = cursor.name().endsWith(SUFFIX)
                ? cursor.name().substring(0, cursor.name().length() - SUFFIX.length())
                : cursor.name();
        Optional<Class<?>> known = WireNames.type(name).filter(MethodFault.class::isAssignableFrom);
        if (known.isPresent()) {
            return (MethodFault) objects.value(known.get()).orElseThrow();
        }
        skips.type(name);
        cursor.skip();
        return new UnknownFault(name);
    }
}
