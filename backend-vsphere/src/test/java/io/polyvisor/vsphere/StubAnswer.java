package io.polyvisor.vsphere;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** How a stub answers a request. */
@FunctionalInterface
interface StubAnswer {
    String XML = "text/xml; charset=utf-8";
    String OPENING = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<soapenv:Body>";
    String CLOSING = "</soapenv:Body></soapenv:Envelope>";

    void to(HttpExchange exchange, StubService.Received request) throws IOException;

    /** That text, as it is. */
    static StubAnswer raw(int status, String type, String text) {
        return (exchange, request) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            }
        };
    }

    /** An envelope around that. */
    static StubAnswer body(String xml) {
        return raw(200, XML, OPENING + xml + CLOSING);
    }

    /** The response element of that name around that. */
    static StubAnswer of(String response, String xml) {
        return body("<" + response + " xmlns=\"urn:vim25\">" + xml + "</" + response + ">");
    }

    /** A fault of that type. */
    static StubAnswer fault(String type) {
        return fault(type, "as the test wants it");
    }

    /** A fault of that type and with those words. */
    static StubAnswer fault(String type, String words) {
        return raw(
                500,
                XML,
                OPENING + "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>" + words
                        + "</faultstring><detail><" + type + "Fault xmlns=\"urn:vim25\" xsi:type=\"" + type
                        + "\"/></detail></soapenv:Fault>" + CLOSING);
    }

    /** The connection ends without a word. */
    static StubAnswer hangUp() {
        return (exchange, request) -> {
            throw new IOException("hanging up, as the test wants it");
        };
    }
}
