package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;

final class GuestXmlTests {

    @Test
    void guests_are_always_emulated_on_the_machine_that_takes_devices_while_it_runs() throws Exception {
        GuestXml guest = GuestXml.firmwareOnly("firm");

        assertThat(valueOf(guest, "/domain/@type")).isEqualTo("qemu");
        assertThat(valueOf(guest, "/domain/os/type/@machine")).isEqualTo("pc");
    }

    @Test
    void every_guest_has_a_uuid_of_its_own() throws Exception {
        assertThat(valueOf(GuestXml.firmwareOnly("a"), "/domain/uuid"))
                .isNotEqualTo(valueOf(GuestXml.firmwareOnly("a"), "/domain/uuid"));
    }

    @Test
    void firmware_guest_has_no_disk_and_little_memory() throws Exception {
        GuestXml guest = GuestXml.firmwareOnly("firm");

        assertThat(valueOf(guest, "count(//disk)")).isEqualTo("0");
        assertThat(valueOf(guest, "/domain/memory")).isEqualTo("32");
    }

    @Test
    void booting_guest_has_disk_console_and_agent() throws Exception {
        GuestXml guest = GuestXml.bootingFrom(Path.of("/images/web.qcow2"), "web");

        assertThat(valueOf(guest, "//disk[target/@dev='vda']/source/@file")).isEqualTo("/images/web.qcow2");
        assertThat(valueOf(guest, "count(//serial[@type='pty'])")).isEqualTo("1");
        assertThat(valueOf(guest, "//channel/target/@name")).isEqualTo("org.qemu.guest_agent.0");
        assertThat(valueOf(guest, "/domain/memory")).isEqualTo("128");
    }

    @Test
    void what_is_said_twice_holds_as_it_was_said_last() throws Exception {
        GuestXml guest = GuestXml.firmwareOnly("firm").memory(64).memory(96).vcpus(1, 4);

        assertThat(valueOf(guest, "/domain/memory")).isEqualTo("96");
        assertThat(valueOf(guest, "count(/domain/memory)")).isEqualTo("1");
        assertThat(valueOf(guest, "/domain/vcpu/@current")).isEqualTo("1");
        assertThat(valueOf(guest, "/domain/vcpu")).isEqualTo("4");
    }

    @Test
    void names_that_look_like_markup_stay_names() throws Exception {
        assertThat(valueOf(GuestXml.firmwareOnly("a<b>&\"c'"), "/domain/name")).isEqualTo("a<b>&\"c'");
    }

    private static String valueOf(GuestXml guest, String path) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(guest.text().getBytes(StandardCharsets.UTF_8)));
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }
}
