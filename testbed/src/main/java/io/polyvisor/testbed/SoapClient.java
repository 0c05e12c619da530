package io.polyvisor.testbed;

import static io.polyvisor.testbed.SoapMessage.child;
import static io.polyvisor.testbed.SoapMessage.children;
import static io.polyvisor.testbed.SoapMessage.request;
import static io.polyvisor.testbed.SoapMessage.text;

import io.polyvisor.testbed.SoapMessage.ObjectRef;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A second client of a vCenter, which shares no code with the product's: raw SOAP requests, answers read with the JDK's DOM. It logs in
 * when it must, again when its session ended. Thread-safe; each exchange takes 20 seconds at most.
 */
final class SoapClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectRef SERVICE = new ObjectRef("ServiceInstance", "ServiceInstance");

    private final Vcsim vcsim;
    private final URI sdk;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;
    private Optional<Element> content = Optional.empty();

    SoapClient(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.sdk = vcsim.sdk();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(vcsim.certificates().trust())
                .cookieHandler(cookies)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** One of the service's own objects, such as {@code sessionManager}. */
    ObjectRef service(String name) {
        return SoapMessage.reference(
                child(content(), name).orElseThrow(() -> new TestbedFailure(vcsim + " has no " + name)));
    }

    /** Calls a method; logs in first, or again, where that is asked for. */
    Element call(XmlElement method) {
        content();
        try {
            return exchange(method);
        } catch (SoapFailure refusal) {
            if (!refusal.is("NotAuthenticated")) {
                throw refusal;
            }
            logIn();
            return exchange(method);
        }
    }

    /** Calls a method that returns a task and waits for its end; what came of it, if anything. */
    Optional<Element> finish(XmlElement method) {
        ObjectRef task = SoapMessage.reference(
                child(call(method), "returnval").orElseThrow(() -> new TestbedFailure("a task that was not named")));
        return Patience.untilPresent("task " + task.id(), PATIENCE, () -> ended(task));
    }

    private Optional<Optional<Element>> ended(ObjectRef task) {
        Element info = Optional.ofNullable(properties(task, "info").get("info"))
                .orElseThrow(() -> new TestbedFailure("task " + task.id() + " tells nothing"));
        return switch (text(info, "state")) {
            case "success" -> Optional.of(child(info, "result"));
            case "error" -> throw failed(info);
            default -> Optional.empty();
        };
    }

    private static SoapFailure failed(Element info) {
        Optional<Element> error = child(info, "error");
        return new SoapFailure(
                error.flatMap(told -> child(told, "fault"))
                        .map(SoapMessage::type)
                        .orElse(""),
                error.map(told -> text(told, "localizedMessage")).orElse(""));
    }

    /** Properties of one object, by path; those that are not set are left out. */
    Map<String, Element> properties(ObjectRef object, String... paths) {
        return read(object, Optional.empty(), object.type(), paths).getOrDefault(object, Map.of());
    }

    /** The same of all objects of a type, wherever they are. */
    Map<ObjectRef, Map<String, Element>> all(String type, String... paths) {
        XmlElement viewing = request("CreateContainerView", service("viewManager"));
        SoapMessage.reference(viewing, "container", service("rootFolder"));
        viewing.add("type").text(type);
        viewing.add("recursive").text("true");
        ObjectRef view = SoapMessage.reference(
                child(call(viewing), "returnval").orElseThrow(() -> new TestbedFailure("no view was made")));
        try {
            return read(view, Optional.of("view"), type, paths);
        } finally {
            call(request("DestroyView", view));
        }
    }

    private Map<ObjectRef, Map<String, Element>> read(
            ObjectRef from, Optional<String> along, String type, String... paths) {
        XmlElement reading = request("RetrievePropertiesEx", service("propertyCollector"));
        XmlElement filter = reading.add("specSet");
        XmlElement wanted = filter.add("propSet");
        wanted.add("type").text(type);
        for (String path : paths) {
            wanted.add("pathSet").text(path);
        }
        XmlElement start = filter.add("objectSet");
        SoapMessage.reference(start, "obj", from);
        along.ifPresent(path -> {
            start.add("skip").text("true");
            XmlElement step = start.add("selectSet", "xsi:type", "TraversalSpec");
            step.add("type").text(from.type());
            step.add("path").text(path);
        });
        reading.add("options");
        Element answer = call(reading);
        if (sessionEnded(answer)) {
            logIn();
            answer = call(reading);
        }
        return rows(answer);
    }

    private static Map<ObjectRef, Map<String, Element>> rows(Element answer) {
        Map<ObjectRef, Map<String, Element>> rows = new LinkedHashMap<>();
        for (Element object : objects(answer)) {
            Map<String, Element> row = new LinkedHashMap<>();
            for (Element property : children(object, "propSet")) {
                child(property, "val").ifPresent(value -> row.put(text(property, "name"), value));
            }
            rows.put(SoapMessage.reference(child(object, "obj").orElseThrow()), row);
        }
        return rows;
    }

    private static List<Element> objects(Element answer) {
        return child(answer, "returnval")
                .map(result -> children(result, "objects"))
                .orElse(List.of());
    }

    /** A read with a session that ended is answered, with nothing but the news that nobody is logged in. */
    private static boolean sessionEnded(Element answer) {
        return objects(answer).stream()
                .flatMap(object -> children(object, "missingSet").stream())
                .flatMap(missing -> child(missing, "fault").stream())
                .flatMap(error -> child(error, "fault").stream())
                .anyMatch(fault -> SoapMessage.type(fault).equals("NotAuthenticated"));
    }

    private synchronized Element content() {
        if (content.isEmpty()) {
            Element told = exchange(request("RetrieveServiceContent", SERVICE));
            content = child(told, "returnval");
            logIn();
        }
        return content.orElseThrow(() -> new TestbedFailure(vcsim + " tells nothing of itself"));
    }

    private synchronized void logIn() {
        cookies.getCookieStore().removeAll();
        XmlElement login = request("Login", service("sessionManager"));
        login.add("userName").text(vcsim.user());
        login.add("password").text(vcsim.password());
        exchange(login);
    }

    private Element exchange(XmlElement method) {
        HttpRequest asked = HttpRequest.newBuilder(sdk)
                .timeout(PATIENCE)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"urn:vim25/6.7\"")
                .POST(BodyPublishers.ofString(method.document()))
                .build();
        return SoapMessage.response(send(asked).body());
    }

    /** Sends any request to the same server, as the same user. */
    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new TestbedFailure("no answer from " + vcsim + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure("interrupted while waiting for " + vcsim, e);
        }
    }
}
