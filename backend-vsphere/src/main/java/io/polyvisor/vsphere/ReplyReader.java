package io.polyvisor.vsphere;

import io.polyvisor.vsphere.SoapFailure.Reason;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads one reply while it comes in: an answer of the type that the method declares, or a fault. */
final class ReplyReader {
    private final SoapBody body;
    private final ReplySkips skips;

    ReplyReader(SoapBody body, ReplySkips skips) {
        this.body = body;
        this.skips = skips;
    }

    /**
     * The answer; an array type gives an array, empty if need be.
     *
     * @param type the type as the stubs call it; null for methods that answer nothing
     * @throws SoapFault if the service refused
     * @throws SoapFailure if this is no reply of the service, or came too late
     */
    @Nullable
    Object answer(@Nullable String type) throws RemoteException {
        try {
            ReplyCursor cursor = new ReplyCursor(body);
            Answer answer = envelope(cursor, type);
            cursor.toTheEnd();
            if (answer.fault() != null) {
                throw answer.fault();
            }
            return answer.value();
        } catch (XMLStreamException e) {
            throw body.failure().orElseGet(() -> unreadable(e));
        }
    }

    /** The parser's own words may quote the reply, so only the place is told. */
    private static SoapFailure unreadable(XMLStreamException e) {
        String where = e.getLocation() == null
                ? String.valueOf(e.getMessage())
                : "not well-formed at line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return SoapFailure.afterSending(Reason.FOREIGN, "the reply cannot be read: " + where, null);
    }

    private Answer envelope(ReplyCursor cursor, @Nullable String type) throws XMLStreamException {
        requireNext(cursor, "Envelope");
        requireNext(cursor, "Body");
        if (!cursor.nextChild()) {
            throw new XMLStreamException("its body is empty");
        }
        ReplyObjects objects = new ReplyObjects(cursor, skips);
        if (cursor.isNamed(RequestWriter.SOAP, "Fault")) {
            return new Answer(null, new ReplyFault(cursor, objects, skips).read());
        }
        return new Answer(type == null ? nothing(cursor) : returned(cursor, objects, type), null);
    }

    private static void requireNext(ReplyCursor cursor, String name) throws XMLStreamException {
        while (cursor.nextChild()) {
            if (cursor.isNamed(RequestWriter.SOAP, name)) {
                return;
            }
            if (!cursor.isNamed(RequestWriter.SOAP, "Header")) {
                break;
            }
            cursor.skip();
        }
        throw new XMLStreamException("it is no SOAP " + name);
    }

    private static @Nullable Object nothing(ReplyCursor cursor) throws XMLStreamException {
        cursor.skip();
        return null;
    }

    private @Nullable Object returned(ReplyCursor cursor, ReplyObjects objects, String type) throws XMLStreamException {
        Class<?> declared = WireNames.type(type)
                .orElseThrow(() -> new XMLStreamException("it is of a type that is not known: " + type));
        Class<?> single = declared.isArray() ? declared.getComponentType() : declared;
        List<Object> found = new ArrayList<>();
        while (cursor.nextChild()) {
            if (cursor.name().equals("returnval")) {
                objects.value(single).ifPresent(found::add);
            } else {
                skips.element("reply", cursor.name());
                cursor.skip();
            }
        }
        if (declared.isArray()) {
            return ReplyObjects.array(single, found);
        }
        if (found.isEmpty() && declared.isPrimitive()) {
            throw new XMLStreamException("it lacks its value");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /** What came: a value or nothing, or a refusal. */
    private record Answer(@Nullable Object value, @Nullable SoapFault fault) {}
}
