package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlTest {

    private static final String DOMAIN = """
            <domain xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0" type="kvm">
              <!-- the user's own words -->
              <name>a &amp; b</name>
              <memory unit="MiB">192</memory>
              <vcpu>2</vcpu>
              <metadata><mark:guest xmlns:mark="urn:mark" owner="me"/></metadata>
              <devices>
                <disk><target dev="vda"/></disk>
                <disk><target dev="vdb"/></disk>
                <future kind="unheard-of"><deep>text</deep></future>
              </devices>
              <qemu:commandline><qemu:arg value="-foo"/></qemu:commandline>
            </domain>""";

    @Test
    void reads_by_path() {
        Xml domain = Xml.parse(DOMAIN);
        assertThat(domain.name()).isEqualTo("domain");
        assertThat(domain.text("name")).contains("a & b");
        assertThat(domain.text("@type")).contains("kvm");
        assertThat(domain.text("memory/@unit")).contains("MiB");
        assertThat(domain.number("vcpu")).hasValue(2);
        assertThat(domain.bytes("memory", ByteUnit.KIB)).hasValue(192L << 20);
        assertThat(domain.bytes("vcpu", ByteUnit.KIB)).hasValue(2048);
        assertThat(domain.all("devices/disk/target"))
                .extracting(target -> target.attribute("dev").orElseThrow())
                .containsExactly("vda", "vdb");
        assertThat(domain.text("devices/none/@x")).isEmpty();
        assertThat(domain.has("devices/future/deep")).isTrue();
        assertThat(domain.find("metadata").orElseThrow().inNamespace("urn:mark"))
                .singleElement()
                .satisfies(mark -> assertThat(mark.attribute("owner")).contains("me"));
        assertThatThrownBy(() -> domain.number("name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    @Test
    void untouched_parts_are_written_as_they_were_read() {
        assertThat(Xml.parse(DOMAIN).write()).isEqualTo(DOMAIN);
    }

    @Test
    void a_change_leaves_everything_else_alone() {
        Xml domain = Xml.parse(DOMAIN);
        domain.ensure("vcpu").setText(4).attribute("placement", "static");
        domain.all("devices/disk").get(0).remove();
        domain.ensure("os/boot").attribute("dev", "hd");
        assertThat(domain.write())
                .contains("<vcpu placement=\"static\">4</vcpu>")
                .contains("<!-- the user's own words -->")
                .contains("<future kind=\"unheard-of\"><deep>text</deep></future>")
                .contains("<qemu:arg value=\"-foo\"/>")
                .contains("<mark:guest xmlns:mark=\"urn:mark\" owner=\"me\"/>")
                .contains("<os><boot dev=\"hd\"/></os>")
                .contains("vdb")
                .doesNotContain("vda");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<&>\"'",
                "größe 名前 \uD83D\uDE00",
                "]]>",
                "a\tb\nc\rd",
                " spaces ",
                "<!-- no -->",
                "&amp;",
                "\u0085\u2028"
            })
    void texts_and_attributes_survive_writing_and_reading(String text) {
        Xml made = Xml.create("x").attribute("a", text);
        made.add("t", text);
        Xml read = Xml.parse(made.write());
        assertThat(read.attribute("a")).contains(text);
        assertThat(read.find("t").orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001", "\u001F", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00x", "ok\u000B"})
    void what_xml_cannot_carry_is_refused(String text) {
        assertThatThrownBy(() -> Xml.create("x").setText(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("XML cannot carry the character U+");
        assertThatThrownBy(() -> Xml.create("x").attribute("a", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><x/>",
                "<!DOCTYPE x><x/>",
                "<x>&e;</x>",
                "<x",
                ""
            })
    void documents_with_a_dtd_or_broken_ones_are_refused(String document) {
        assertThatThrownBy(() -> Xml.parse(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line");
    }

    @Test
    void namespaced_elements_declare_their_namespace() {
        Xml domain = Xml.create("domain");
        domain.add("metadata").addInNamespace("urn:pv", "pv:mark").attribute("owner", "me");
        assertThat(domain.write())
                .isEqualTo("<domain><metadata><pv:mark owner=\"me\" xmlns:pv=\"urn:pv\"/></metadata></domain>");
    }

    @Test
    void copies_are_independent_and_can_be_put_elsewhere() {
        Xml original = Xml.parse("<disk><target dev='vda'/></disk>");
        Xml copy = original.copy();
        copy.ensure("target").attribute("dev", "vdb");
        Xml devices = Xml.create("devices");
        Xml second = devices.add(copy);
        devices.addBefore(second, original);
        assertThat(devices.write())
                .isEqualTo("<devices><disk><target dev=\"vda\"/></disk><disk><target dev=\"vdb\"/></disk></devices>");
        assertThat(original.toString()).isEqualTo("<disk>");
    }

    @Test
    void units_are_those_of_libvirt() {
        assertThat(ByteUnit.named("KiB")).isEqualTo(ByteUnit.KIB);
        assertThat(ByteUnit.named("k")).isEqualTo(ByteUnit.KIB);
        assertThat(ByteUnit.named("KB").bytes()).isEqualTo(1000);
        assertThat(ByteUnit.named("bytes").bytes()).isEqualTo(1);
        assertThat(ByteUnit.named("G").bytes()).isEqualTo(1L << 30);
        assertThatThrownBy(() -> ByteUnit.named("furlong")).hasMessageContaining("furlong");
    }
}
