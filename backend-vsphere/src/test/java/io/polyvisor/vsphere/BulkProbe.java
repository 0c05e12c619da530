package io.polyvisor.vsphere;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs in a small JVM of its own: reads an inventory of 10,000 guests that comes as one page, as simulators send it. */
final class BulkProbe {
    static final int GUESTS = 10_000;

    private BulkProbe() {}

    public static void main(String[] arguments) {
        try (StubService stub = StubService.open()) {
            stub.on("RetrievePropertiesEx", (exchange, request) -> StubService.stream(exchange, BulkProbe::page));
            try (VsphereSession session = stub.session(TestCall.ofSeconds(30))) {
                for (int i = 0; i < 2; i++) {
                    System.out.println(read(session).size() + " guests");
                }
            }
        }
        System.exit(0);
    }

    private static List<PropertyRow> read(VsphereSession session) {
        return session.calls()
                .properties(
                        "all guests",
                        TestCall.ofSeconds(60),
                        TransportFilters.guests(session.content().getRootFolder(), "name"));
    }

    private static void page(OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(StubAnswer.OPENING + "<RetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval>");
        for (int i = 0; i < GUESTS; i++) {
            text.write("<objects><obj type=\"VirtualMachine\">vm-" + i + "</obj>");
            property(text, "name", "xsd:string", "guest-" + i);
            property(text, "runtime.powerState", "VirtualMachinePowerState", "poweredOn");
            property(text, "runtime.host", "ManagedObjectReference", "host-" + i % 20);
            property(text, "summary.config.numCpu", "xsd:int", "2");
            property(text, "summary.config.memorySizeMB", "xsd:int", "4096");
            property(text, "config.instanceUuid", "xsd:string", "b4689bed-97f0-5bcd-8a4c-07477cc8" + (10_000 + i));
            property(text, "guest.ipAddress", "xsd:string", "10.0." + i / 250 + "." + i % 250);
            text.write("</objects>");
        }
        text.write("</returnval></RetrievePropertiesExResponse>" + StubAnswer.CLOSING);
        text.flush();
    }

    private static void property(Writer text, String name, String type, String value) throws IOException {
        text.write("<propSet><name>" + name + "</name><val xmlns:XMLSchema-instance=\""
                + "http://www.w3.org/2001/XMLSchema-instance\" XMLSchema-instance:type=\"" + type + "\">" + value
                + "</val></propSet>");
    }
}
