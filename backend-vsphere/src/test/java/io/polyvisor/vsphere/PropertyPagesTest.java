package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.VirtualMachinePowerState;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading properties in bulk: every page, and nothing that could not be read taken for absent. */
final class PropertyPagesTest {
    private StubService stub;
    private VsphereSession session;

    @BeforeEach
    void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(20));
    }

    @AfterEach
    void close() {
        session.close();
        stub.close();
    }

    @Test
    void pages_are_asked_for_until_the_last() {
        stub.on("RetrievePropertiesEx", page("RetrievePropertiesEx", guests(0, 1000), "token-1"));
        stub.on("ContinueRetrievePropertiesEx", (exchange, request) -> {
            boolean second = request.body().contains(">token-1<");
            page(
                            "ContinueRetrievePropertiesEx",
                            second ? guests(1000, 1000) : guests(2000, 345),
                            second ? "token-2" : "")
                    .to(exchange, request);
        });
        List<PropertyRow> rows = read();
        assertThat(rows).hasSize(2345);
        assertThat(rows.stream().map(row -> row.object().getVal()).distinct()).hasSize(2345);
        assertThat(stub.received("RetrievePropertiesEx")).isEqualTo(1);
        assertThat(stub.received("ContinueRetrievePropertiesEx")).isEqualTo(2);
        assertThat(stub.received().stream().filter(each -> each.method().equals("RetrievePropertiesEx")))
                .allSatisfy(each -> assertThat(each.body()).contains("<maxObjects>1000</maxObjects>"));
    }

    @Test
    void failing_page_fails_the_whole_and_is_no_short_list() {
        stub.on("RetrievePropertiesEx", page("RetrievePropertiesEx", guests(0, 10), "token-1"));
        stub.on("ContinueRetrievePropertiesEx", StubAnswer.fault("InvalidProperty"));
        assertThat(catchThrowableOfType(DriverException.class, this::read)
                        .fault()
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
    }

    @Test
    void session_that_ends_between_pages_is_renewed_and_all_is_read_anew() {
        stub.on("RetrievePropertiesEx", page("RetrievePropertiesEx", guests(0, 10), "token-1"));
        stub.on("ContinueRetrievePropertiesEx", (exchange, request) -> {
            boolean fresh = request.cookie().orElse("").contains("session-2");
            StubAnswer answer = fresh
                    ? page("ContinueRetrievePropertiesEx", guests(10, 10), "")
                    : StubAnswer.fault("NotAuthenticated");
            answer.to(exchange, request);
        });
        assertThat(read()).hasSize(20);
        assertThat(stub.received("RetrievePropertiesEx")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void no_result_at_all_is_no_rows() {
        stub.on("RetrievePropertiesEx", StubAnswer.of("RetrievePropertiesExResponse", ""));
        assertThat(read()).isEmpty();
    }

    @Test
    void missing_property_keeps_its_reason() {
        stub.on("RetrievePropertiesEx", rows("""
                <objects><obj type="VirtualMachine">vm-1</obj>
                <missingSet><path>config</path><fault><fault xsi:type="NoPermission">
                <object type="VirtualMachine">vm-1</object><privilegeId>System.Read</privilegeId></fault>
                <localizedMessage>no</localizedMessage></fault></missingSet></objects>"""));
        PropertyRow row = read().get(0);
        assertThat(row.values()).isEmpty();
        assertThat(row.missing().get("config"))
                .isInstanceOfSatisfying(
                        NoPermission.class,
                        why -> assertThat(why.getPrivilegeId()).isEqualTo("System.Read"));
    }

    @Test
    void constant_of_a_later_version_is_unknown_and_not_absent() {
        stub.on("RetrievePropertiesEx", rows("""
                <objects><obj type="VirtualMachine">vm-1</obj>
                <propSet><name>name</name><val xsi:type="xsd:string">a</val></propSet>
                <propSet><name>runtime.powerState</name><val xsi:type="VirtualMachinePowerState">hibernated</val></propSet>
                <propSet><name>config.future</name><val xsi:type="FutureInfo"><deep><er>1</er></deep></val></propSet>
                </objects>"""));
        PropertyRow row = read().get(0);
        assertThat(row.values()).containsOnlyKeys("name");
        assertThat(row.missing()).containsOnlyKeys("runtime.powerState", "config.future");
        assertThat(session.skips().byName())
                .containsEntry("value VirtualMachinePowerState hibernated", 1L)
                .containsEntry("type FutureInfo", 1L);
    }

    @Test
    void values_have_their_types() {
        stub.on("RetrievePropertiesEx", rows("""
                <objects><obj type="VirtualMachine">vm-1</obj>
                <propSet><name>a</name><val xsi:type="VirtualMachinePowerState">suspended</val></propSet>
                <propSet><name>b</name><val xsi:type="ArrayOfManagedObjectReference">
                  <ManagedObjectReference type="Datastore">ds-1</ManagedObjectReference>
                  <ManagedObjectReference type="Datastore">ds-2</ManagedObjectReference></val></propSet>
                <propSet><name>c</name><val xsi:type="xsd:long">8589934592</val></propSet>
                <propSet><name>d</name><val xsi:type="ArrayOfInt"><int>3</int><int>4</int></val></propSet>
                <propSet><name>e</name><val xsi:type="ManagedObjectReference" type="HostSystem">host-9</val></propSet>
                <propSet><name>f</name><val xsi:type="ArrayOfString"/></propSet>
                </objects>"""));
        PropertyRow row = read().get(0);
        assertThat(row.value("a", VirtualMachinePowerState.class)).contains(VirtualMachinePowerState.suspended);
        assertThat(row.value("b", ManagedObjectReference[].class))
                .hasValueSatisfying(stores -> assertThat(stores)
                        .extracting(ManagedObjectReference::getVal)
                        .containsExactly("ds-1", "ds-2"));
        assertThat(row.value("c", Long.class)).contains(8589934592L);
        assertThat(row.value("d", int[].class))
                .hasValueSatisfying(numbers -> assertThat(numbers).containsExactly(3, 4));
        assertThat(row.value("e", ManagedObjectReference.class))
                .hasValueSatisfying(
                        host -> assertThat(host.getType() + host.getVal()).isEqualTo("HostSystemhost-9"));
        assertThat(row.value("f", String[].class))
                .hasValueSatisfying(none -> assertThat(none).isEmpty());
    }

    private List<PropertyRow> read() {
        return session.calls()
                .properties(
                        "all guests",
                        TestCall.ofSeconds(20),
                        TransportFilters.guests(session.content().getRootFolder(), "name"));
    }

    private static StubAnswer rows(String objects) {
        return page("RetrievePropertiesEx", objects, "");
    }

    private static StubAnswer page(String method, String objects, String token) {
        String more = token.isEmpty() ? "" : "<token>" + token + "</token>";
        return StubAnswer.of(method + "Response", "<returnval>" + more + objects + "</returnval>");
    }

    private static String guests(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "<objects><obj type=\"VirtualMachine\">vm-" + i + "</obj><propSet><name>name</name>"
                        + "<val xsi:type=\"xsd:string\">guest " + i + "</val></propSet></objects>")
                .collect(Collectors.joining());
    }
}
