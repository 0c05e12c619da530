package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inventories from a vCenter that keeps to page sizes, as simulators do not. */
final class InventoryPagesTest {
    private static final int PAGE = 1000;
    private static final int GUESTS = 10_000;
    private static final Pattern TOKEN = Pattern.compile("<token[^>]*>([0-9]+)</token>");

    private StubService stub;
    private VsphereSession session;
    private String oddGuest = "";

    @BeforeEach
    void open() {
        stub = StubService.open();
        stub.on(
                "RetrievePropertiesEx",
                (exchange, request) -> page("RetrievePropertiesEx", 0).to(exchange, request));
        stub.on("ContinueRetrievePropertiesEx", (exchange, request) -> {
            Matcher token = TOKEN.matcher(request.body());
            assertThat(token.find()).isTrue();
            page("ContinueRetrievePropertiesEx", Integer.parseInt(token.group(1)))
                    .to(exchange, request);
        });
        session = stub.session(TestCall.ofSeconds(20));
    }

    @AfterEach
    void close() {
        session.close();
        stub.close();
    }

    @Test
    void ten_thousand_guests_take_one_request_and_one_for_every_thousand_objects() {
        Inventory seen = read();
        assertThat(seen.guests()).hasSize(GUESTS);
        assertThat(seen.complete()).isTrue();
        int objects = GUESTS + 1;
        int requests = stub.received("RetrievePropertiesEx") + stub.received("ContinueRetrievePropertiesEx");
        assertThat(requests).isLessThanOrEqualTo(1 + (objects + PAGE - 1) / PAGE);
        assertThat(stub.received().stream().map(StubService.Received::method).distinct())
                .containsExactly(
                        "RetrieveServiceContent", "Login", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx");
    }

    @Test
    void a_guest_of_which_something_may_not_be_read_is_there_and_the_inventory_is_not_complete() {
        oddGuest = """
                <objects><obj type="VirtualMachine">vm-odd</obj>
                <propSet><name>name</name><val xsi:type="xsd:string">odd</val></propSet>
                <missingSet><path>runtime.powerState</path><fault><fault xsi:type="NoPermission"/></fault></missingSet>
                </objects>
                """;
        Inventory seen = read();
        assertThat(seen.complete()).isFalse();
        assertThat(seen.gaps()).singleElement().asString().contains("runtime.powerState", "NoPermission", "vm-odd");
        assertThat(seen.guests()).hasSize(GUESTS + 1);
        assertThat(seen.guests().get(GUESTS).power().state()).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void a_page_that_does_not_come_fails_the_inventory_and_is_no_short_one() {
        stub.on("ContinueRetrievePropertiesEx", StubAnswer.hangUp());
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        DriverException.class,
                        said -> assertThat(said.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE));
    }

    private Inventory read() {
        return new VsphereInventory(session.calls(), session.content().getRootFolder(), (gaps, call) -> List.of())
                .read(Set.of(), TestCall.ofSeconds(60));
    }

    private StubAnswer page(String method, int from) {
        StringBuilder rows = new StringBuilder();
        int to = Math.min(GUESTS, from + PAGE);
        if (to < GUESTS) {
            rows.append("<token>").append(to).append("</token>");
        }
        for (int i = from; i < to; i++) {
            rows.append(guest(i));
        }
        if (from == 0) {
            rows.append("<objects><obj type=\"HostSystem\">host-1</obj>")
                    .append(property("runtime.connectionState", "HostSystemConnectionState", "connected"))
                    .append("</objects>")
                    .append(oddGuest);
        }
        return StubAnswer.of(method + "Response", "<returnval>" + rows + "</returnval>");
    }

    private static String guest(int number) {
        return "<objects><obj type=\"VirtualMachine\">vm-" + number + "</obj>"
                + property("name", "xsd:string", String.format("guest-%05d", number))
                + property("runtime.powerState", "VirtualMachinePowerState", "poweredOn")
                + property("runtime.connectionState", "VirtualMachineConnectionState", "connected")
                + "<propSet><name>runtime.host</name><val xsi:type=\"ManagedObjectReference\" type=\"HostSystem\">host-1</val></propSet>"
                + property("summary.config.template", "xsd:boolean", "false")
                + property("summary.config.numCpu", "xsd:int", "2")
                + property("summary.config.memorySizeMB", "xsd:int", "512")
                + "</objects>";
    }

    private static String property(String name, String type, String value) {
        return "<propSet><name>" + name + "</name><val xsi:type=\"" + type + "\">" + value + "</val></propSet>";
    }
}
