package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualHardware;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.rmi.RemoteException;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replies of today's and of later services. */
final class ReplyReaderTest {
    private final ReplySkips skips = new ReplySkips();

    @Test
    void values_of_each_simple_type() throws Exception {
        assertThat(value("boolean", "<returnval>true</returnval>")).isEqualTo(true);
        assertThat(value("boolean", "<returnval>0</returnval>")).isEqualTo(false);
        assertThat(value("int", "<returnval> -7 </returnval>")).isEqualTo(-7);
        assertThat(value("long", "<returnval>8589934592</returnval>")).isEqualTo(8589934592L);
        assertThat(value("String", "<returnval>a &lt;b&gt; <![CDATA[&c]]></returnval>"))
                .isEqualTo("a <b> &c");
        assertThat(value("int[]", "<returnval>1</returnval><returnval>2</returnval>"))
                .isEqualTo(new int[] {1, 2});
        assertThat(value("String[]", "")).isEqualTo(new String[0]);
        assertThat(value(null, "")).isNull();
    }

    @Test
    void moments_with_and_without_zone() throws Exception {
        for (String text : List.of("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00", "2026-01-02T03:04:05")) {
            Calendar read = (Calendar) value("Calendar", "<returnval>" + text + "</returnval>");
            assertThat(read.toInstant()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        }
        Calendar fine = (Calendar) value("Calendar", "<returnval>2026-01-02T03:04:05.678901Z</returnval>");
        assertThat(fine.toInstant()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    }

    @Test
    void type_of_a_reference_is_not_taken_from_the_schema_instance() throws Exception {
        ManagedObjectReference found = (ManagedObjectReference)
                value(
                        "ManagedObjectReference",
                        "<returnval xsi:type=\"vim25:ManagedObjectReference\" type=\"Task\" xmlns:vim25=\"urn:vim25\">task-1</returnval>");
        assertThat(found.getType()).isEqualTo("Task");
        assertThat(found.getVal()).isEqualTo("task-1");
    }

    @Test
    void elements_types_and_constants_of_later_versions_are_skipped_and_counted() throws Exception {
        TaskInfo info = (TaskInfo) value("TaskInfo", """
                <returnval><key>task-1</key><task type="Task">task-1</task>
                <novelty><deeper><and>deeper</and></deeper></novelty>
                <name>Clone</name><descriptionId>x</descriptionId><state>dreaming</state><cancelled>false</cancelled>
                <cancelable>true</cancelable><result xsi:type="FutureResult"><a/></result>
                <reason xsi:type="TaskReasonFuture"><what>ever</what></reason>
                <queueTime>2026-01-02T03:04:05Z</queueTime><eventChainId>many</eventChainId></returnval>
                """);
        assertThat(info.getName()).isEqualTo("Clone");
        assertThat(info.isCancelable()).isTrue();
        assertThat(info.getState()).isNull();
        assertThat(info.getResult()).isNull();
        assertThat(info.getReason()).isNotNull();
        assertThat(skips.byName())
                .containsOnlyKeys(
                        "element TaskInfo.novelty",
                        "element TaskReason.what",
                        "type FutureResult",
                        "type TaskReasonFuture",
                        "value TaskInfoState dreaming",
                        "value int many");
        assertThat(skips.total()).isEqualTo(6);
    }

    @Test
    void device_of_an_unknown_type_stays_a_device() throws Exception {
        VirtualHardware hardware = (VirtualHardware) value("VirtualHardware", """
                <returnval><numCPU>2</numCPU><memoryMB>64</memoryMB>
                <device xsi:type="VirtualTrustedThing"><key>11000</key><controllerKey>100</controllerKey><trust>1</trust></device>
                <device xsi:type="VirtualDisk"><key>2000</key><capacityInKB>1024</capacityInKB></device>
                </returnval>
                """);
        assertThat(hardware.getDevice()).extracting(VirtualDevice::getKey).containsExactly(11000, 2000);
        assertThat(hardware.getDevice()[1]).isInstanceOf(VirtualDisk.class);
    }

    @Test
    void prefixes_are_the_services_own_choice() throws Exception {
        String reply =
                "<?xml version=\"1.0\"?><S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Header><x/></S:Header>"
                        + "<S:Body><v:R xmlns:v=\"urn:vim25\" xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\">"
                        + "<v:returnval XMLSchema-instance:type=\"v:TaskInfo\"><v:key>k</v:key><v:state>success</v:state></v:returnval>"
                        + "</v:R></S:Body></S:Envelope>";
        TaskInfo info = (TaskInfo) reader(reply).answer("TaskInfo");
        assertThat(info.getState()).isEqualTo(TaskInfoState.success);
    }

    @Test
    void fault_has_its_type_its_fields_and_its_words() {
        SoapFault fault =
                fault("<faultstring>taken</faultstring><detail><DuplicateNameFault xsi:type=\"DuplicateName\">"
                        + "<name>db</name><object type=\"Folder\">group-v3</object></DuplicateNameFault></detail>");
        assertThat(fault.text()).isEqualTo("taken");
        assertThat(fault.detail()).containsInstanceOf(DuplicateName.class);
        assertThat(((DuplicateName) fault.detail().orElseThrow()).getObject().getVal())
                .isEqualTo("group-v3");
        assertThat(fault("<detail><InvalidLoginFault/></detail>")
                        .detail()
                        .orElseThrow()
                        .getClass()
                        .getSimpleName())
                .isEqualTo("InvalidLogin");
        assertThat(fault("<faultstring>so it is</faultstring>").detail()).isEmpty();
    }

    @Test
    void fault_of_an_unknown_type_keeps_its_name() {
        SoapFault fault = fault("<detail><FutureFault xsi:type=\"Future\"><a>1</a></FutureFault></detail>");
        assertThat(UnknownFault.nameOf(fault.detail().orElseThrow())).isEqualTo("Future");
        assertThat(UnknownFault.nameOf(fault("<detail><FutureFault><a>1</a></FutureFault></detail>")
                        .detail()
                        .orElseThrow()))
                .isEqualTo("Future");
    }

    @Test
    void what_is_no_reply_is_refused() {
        String good = reply("<returnval>1</returnval>");
        for (String bad : List.of(
                "",
                "hello",
                "<html><body/></html>",
                good.substring(0, good.length() - 5),
                good + "<more/>",
                good.replace("schemas.xmlsoap.org", "example.org"),
                reply("").replace("<R xmlns=\"urn:vim25\"></R>", ""))) {
            SoapFailure failure =
                    catchThrowableOfType(SoapFailure.class, () -> reader(bad).answer("int"));
            assertThat(failure).as(bad).isNotNull();
            assertThat(failure.reason()).isEqualTo(SoapFailure.Reason.FOREIGN);
            assertThat(failure.sent()).isTrue();
        }
        assertThat(catchThrowableOfType(SoapFailure.class, () -> value("int", "")))
                .isNotNull();
    }

    private SoapFault fault(String inner) {
        return catchThrowableOfType(
                SoapFault.class,
                () -> reader(StubAnswer.OPENING + "<soapenv:Fault><faultcode>ServerFaultCode</faultcode>" + inner
                                + "</soapenv:Fault>" + StubAnswer.CLOSING)
                        .answer("int"));
    }

    private @Nullable Object value(@Nullable String type, String inner) throws RemoteException {
        return reader(reply(inner)).answer(type);
    }

    private static String reply(String inner) {
        return StubAnswer.OPENING + "<R xmlns=\"urn:vim25\">" + inner + "</R>" + StubAnswer.CLOSING;
    }

    /** One byte at a time, as it may come. */
    private ReplyReader reader(String reply) {
        SoapBody body = new SoapBody(TestCall.ofSeconds(5));
        for (byte each : reply.getBytes(StandardCharsets.UTF_8)) {
            body.onNext(List.of(ByteBuffer.wrap(new byte[] {each})));
        }
        body.onComplete();
        return new ReplyReader(body, skips);
    }
}
