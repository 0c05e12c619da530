package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.Description;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.ws.Argument;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import org.junit.jupiter.api.Test;

/** Requests as they go over the wire. */
final class RequestWriterTest {
    private static final String FRAME = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<soapenv:Body><Method xmlns=\"urn:vim25\">%s</Method></soapenv:Body></soapenv:Envelope>";

    @Test
    void references_and_scalars() throws Exception {
        assertThat(written(
                        new Argument("_this", "ManagedObjectReference", reference("VirtualMachine", "vm-1")),
                        new Argument("name", "String", "a"),
                        new Argument("none", "String", null),
                        new Argument("force", "boolean", true),
                        new Argument("size", "long", 8589934592L),
                        new Argument("tags", "String[]", new String[] {"x", "y"})))
                .isEqualTo(
                        FRAME.formatted("<_this type=\"VirtualMachine\">vm-1</_this><name>a</name><force>true</force>"
                                + "<size>8589934592</size><tags>x</tags><tags>y</tags>"));
    }

    @Test
    void text_is_escaped_and_never_pasted() throws Exception {
        assertThat(written(new Argument("name", "String", "x <a&b> \"é\" 100% ]]> \uD83D\uDE00\r\n\tend")))
                .isEqualTo(
                        FRAME.formatted("<name>x &lt;a&amp;b&gt; \"é\" 100% ]]&gt; \uD83D\uDE00&#13;\n\tend</name>"));
        assertThat(written(new Argument("_this", "ManagedObjectReference", reference("\"/><evil a=\"", "</x>"))))
                .doesNotContain("<evil");
    }

    @Test
    void moments_need_no_other_library() throws Exception {
        GregorianCalendar moment =
                GregorianCalendar.from(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 678_000_000, ZoneId.of("Europe/Berlin")));
        assertThat(written(new Argument("begin", "Calendar", moment)))
                .isEqualTo(FRAME.formatted("<begin>2026-01-02T02:04:05.678Z</begin>"));
    }

    @Test
    void fields_of_a_superclass_come_first_and_subtypes_are_named() throws Exception {
        VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
        backing.setFileName("[LocalDS_0]");
        backing.setDiskMode("persistent");
        backing.setThinProvisioned(true);
        Description label = new Description();
        label.setLabel("disk");
        label.setSummary("");
        VirtualDisk disk = new VirtualDisk();
        disk.setKey(-1);
        disk.setDeviceInfo(label);
        disk.setBacking(backing);
        disk.setControllerKey(1000);
        disk.setUnitNumber(0);
        disk.setCapacityInKB(1024);
        VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
        change.setOperation(VirtualDeviceConfigSpecOperation.add);
        change.setDevice(disk);
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setName("db");
        spec.setDeviceChange(new VirtualDeviceConfigSpec[] {change});
        assertThat(written(new Argument("spec", "VirtualMachineConfigSpec", spec)))
                .isEqualTo(
                        FRAME.formatted(
                                "<spec><name>db</name><deviceChange><operation>add</operation>"
                                        + "<device xsi:type=\"VirtualDisk\"><key>-1</key><deviceInfo><label>disk</label><summary></summary>"
                                        + "</deviceInfo><backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\">"
                                        + "<fileName>[LocalDS_0]</fileName><diskMode>persistent</diskMode>"
                                        + "<thinProvisioned>true</thinProvisioned></backing><controllerKey>1000</controllerKey>"
                                        + "<unitNumber>0</unitNumber><capacityInKB>1024</capacityInKB></device></deviceChange></spec>"));
    }

    @Test
    void value_of_any_type_says_which() throws Exception {
        OptionValue option = new OptionValue();
        option.setKey("polyvisor.key");
        option.setValue("k");
        assertThat(written(new Argument("changedValue", "OptionValue[]", new OptionValue[] {option})))
                .isEqualTo(FRAME.formatted("<changedValue><key>polyvisor.key</key>"
                        + "<value xsi:type=\"xsd:string\">k</value></changedValue>"));
    }

    @Test
    void character_that_xml_cannot_carry_is_refused_before_anything_is_sent() {
        SoapFailure refused =
                catchThrowableOfType(SoapFailure.class, () -> written(new Argument("name", "String", "a\u0000b")));
        assertThat(refused.reason()).isEqualTo(SoapFailure.Reason.UNSENDABLE);
        assertThat(refused.sent()).isFalse();
        assertThat(catchThrowableOfType(
                        SoapFailure.class, () -> written(new Argument("name", "String", "half a pair: \uD83D"))))
                .isNotNull();
    }

    private static String written(Argument... arguments) throws SoapFailure {
        return new String(RequestWriter.write("Method", arguments), StandardCharsets.UTF_8);
    }

    private static ManagedObjectReference reference(String type, String id) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(id);
        return reference;
    }
}
