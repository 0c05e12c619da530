package io.polyvisor.testbed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a client hears when a mishap strikes: in place of the vCenter, or of what the vCenter said. */
final class WireReplies {

    private static final String XML = "text/xml; charset=utf-8";
    private static final int DRIPS = 40;
    private static final String FUTURE_FAULT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>not yet known</faultstring>
            <detail><FutureFault xmlns="urn:vim25" xsi:type="FutureFault"><reason>42</reason></FutureFault></detail>
            </soapenv:Fault></soapenv:Body></soapenv:Envelope>
            """;

    private WireReplies() {}

    /** In place of the vCenter, which never hears of the request. */
    static ResponseDefinition instead(WireFault fault) {
        ResponseDefinitionBuilder reply = aResponse();
        switch (fault.mishap()) {
            case REQUEST_LOST -> reply.withFault(Fault.CONNECTION_RESET_BY_PEER);
            case EMPTY -> reply.withFault(Fault.EMPTY_RESPONSE);
            case UNAVAILABLE ->
                reply.withStatus(503)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html><body><p>Service unavailable.<br>Please wait.</body></html>");
            case REDIRECT -> reply.withStatus(302).withHeader("Location", "/elsewhere");
            case UNKNOWN_FAULT ->
                reply.withStatus(500).withHeader("Content-Type", XML).withBody(FUTURE_FAULT);
            default -> throw new IllegalArgumentException(fault + " lets the request through");
        }
        return reply.build();
    }

    /** In place of what the vCenter said after it did what it was told. */
    static Response after(Response said, WireFault fault) {
        Response.Builder reply = Response.Builder.like(said).but();
        int delay = Math.toIntExact(fault.delay().toMillis());
        return switch (fault.mishap()) {
            case DELAY -> reply.incrementInitialDelay(delay).build();
            case DRIBBLE ->
                reply.chunkedDribbleDelay(new ChunkedDribbleDelay(DRIPS, delay)).build();
            case REPLY_LOST -> reply.fault(Fault.CONNECTION_RESET_BY_PEER).build();
            case GARBAGE -> with(reply, said, "\u0000 <not < xml & nothing <else".getBytes(StandardCharsets.UTF_8));
            case TRUNCATED -> with(reply, said, Arrays.copyOf(said.getBody(), said.getBody().length / 2));
            case UNKNOWN_TYPE -> with(reply, said, withFuture(said.getBody()));
            default -> said;
        };
    }

    private static Response with(Response.Builder reply, Response said, byte[] body) {
        HttpHeaders headers = new HttpHeaders(said.getHeaders().all().stream()
                .filter(header -> !header.keyEquals("Content-Length"))
                .toList());
        return reply.headers(headers).body(body).build();
    }

    /** The same answer with a member of an unknown type beside the result, and with an unknown property of each object. */
    private static byte[] withFuture(byte[] said) {
        Document document = SoapMessage.parse(said);
        Element body = SoapMessage.child(document.getDocumentElement(), "Body").orElseThrow();
        Element response = SoapMessage.children(body).get(0);
        for (Element result : SoapMessage.children(response, "returnval")) {
            for (Element object : SoapMessage.children(result, "objects")) {
                XmlElement property = new XmlElement(object).addLike("propSet");
                property.addLike("name").text("future");
                future(property.addLike("val"));
            }
        }
        future(new XmlElement(response).addLike("future"));
        return new XmlElement(document.getDocumentElement()).document().getBytes(StandardCharsets.UTF_8);
    }

    private static void future(XmlElement element) {
        element.element().setAttributeNS(SoapMessage.SCHEMA_INSTANCE, "xsi:type", "FutureInfo");
        element.addLike("depth").text("11");
    }
}
