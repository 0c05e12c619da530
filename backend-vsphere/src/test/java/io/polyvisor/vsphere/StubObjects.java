package io.polyvisor.vsphere;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects of a stub service with their properties, as its property collector tells them; tasks end at once. */
final class StubObjects implements StubAnswer {
    private static final Pattern OBJECT = Pattern.compile("<obj type=\"(\\w+)\"[^>]*>([^<]+)</obj>");
    private static final Pattern PATH = Pattern.compile("<pathSet>([^<]+)</pathSet>");

    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** The stub tells these objects, and its tasks of those names succeed. */
    static StubObjects on(StubService stub, String... tasks) {
        StubObjects objects = new StubObjects();
        stub.on("RetrievePropertiesEx", objects);
        for (String task : tasks) {
            stub.on(task, StubAnswer.of(task + "Response", "<returnval type=\"Task\">task-" + task + "</returnval>"));
            objects.ended(task, "<state>success</state>");
        }
        return objects;
    }

    /** An object's property, as XML with its type. */
    StubObjects with(String object, String path, String type, String value) {
        values.put(object + " " + path, "<val xsi:type=\"" + type + "\">" + value + "</val>");
        return this;
    }

    /** A property that refers to an object. */
    StubObjects with(String object, String path, String referredType, StubReference referred) {
        values.put(
                object + " " + path,
                "<val xsi:type=\"ManagedObjectReference\" type=\"" + referredType + "\">" + referred.value()
                        + "</val>");
        return this;
    }

    /** An object that is referred to. */
    record StubReference(String value) {}

    /** Tasks of that name end in that way. */
    StubObjects ended(String task, String how) {
        return with(
                "task-" + task,
                "info",
                "TaskInfo",
                "<key>k</key><task type=\"Task\">task-" + task + "</task><name>" + task + "</name>"
                        + "<descriptionId>x</descriptionId><cancelled>false</cancelled><cancelable>false</cancelable>"
                        + how + "<eventChainId>1</eventChainId><queueTime>2026-01-02T03:04:05Z</queueTime>"
                        + "<reason xsi:type=\"TaskReasonUser\"><userName>u</userName></reason>");
    }

    /** Tasks of that name fail with that fault. */
    StubObjects failed(String task, String fault) {
        return ended(
                task,
                "<state>error</state><error><fault xsi:type=\"" + fault
                        + "\"/><localizedMessage>as the test wants it</localizedMessage></error>");
    }

    @Override
    public void to(HttpExchange exchange, StubService.Received request) throws IOException {
        Matcher object = OBJECT.matcher(request.body());
        if (!object.find()) {
            throw new IOException("no object in " + request.body());
        }
        StringBuilder told = new StringBuilder();
        Matcher path = PATH.matcher(request.body());
        while (path.find()) {
            String value = values.get(object.group(2) + " " + path.group(1));
            if (value != null) {
                told.append("<propSet><name>")
                        .append(path.group(1))
                        .append("</name>")
                        .append(value)
                        .append("</propSet>");
            }
        }
        StubAnswer.of(
                        "RetrievePropertiesExResponse",
                        "<returnval><objects><obj type=\"" + object.group(1) + "\">" + object.group(2) + "</obj>" + told
                                + "</objects></returnval>")
                .to(exchange, request);
    }
}
