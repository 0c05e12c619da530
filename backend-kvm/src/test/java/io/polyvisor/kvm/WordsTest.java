package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.libvirt.LibvirtUri;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.TransitionTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small translations: marks, notes, names, addresses, declarations. */
final class WordsTest {
    private static final CreationKey KEY = CreationKey.of("11111111-2222-3333-4444-555555555555");

    @Test
    void a_mark_is_read_as_libvirt_gives_it_back() {
        Mark mark = new Mark(Optional.of(KEY), Map.of("a", "1", "b<", "two\n<lines>"), Protection.PROTECTED);
        // libvirt puts what it was given into the namespace that it was told.
        Xml bare = Xml.parse(MarkXml.bare(mark));
        Xml domain = Xml.create("domain");
        MarkXml.put(mark, domain);
        assertThat(MarkXml.of(domain)).contains(mark);
        assertThat(bare.name()).isEqualTo("mark");
        MarkXml.put(Mark.adopted(), domain);
        assertThat(MarkXml.of(domain)).contains(Mark.adopted());
        MarkXml.removeFrom(domain);
        assertThat(MarkXml.of(domain)).isEmpty();
    }

    @Test
    void a_mark_that_somebody_spoiled_is_still_a_mark() {
        Xml domain = Xml.parse("<domain><metadata><p:mark xmlns:p='urn:polyvisor:mark:1' protection='MAYBE'>"
                + "<p:key>no key</p:key><p:tag>nameless</p:tag><p:new/></p:mark></metadata></domain>");
        assertThat(MarkXml.of(domain)).contains(Mark.adopted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two\nlines", "polyvisor:key=nonsense", "ends with a line\n", "a;name=b"})
    void notes_of_snapshots_keep_descriptions(String description) {
        for (String name : new String[] {"safe-1", "1", "a;name=b", "ü <&>", "x/y"}) {
            SnapshotNote read =
                    SnapshotNote.read(SnapshotNote.of(name, description, KEY).write());
            assertThat(read.description()).isEqualTo(description);
            assertThat(read.key()).contains(KEY);
            assertThat(read.name().orElse(SnapshotNote.nativeName(name, KEY))).isEqualTo(name);
        }
        assertThat(SnapshotNote.read(description).description()).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource({"before-1, true", "1, false", "a/b, false", ".a, false", "ü, false", "'a b', false", "-a, false"})
    void libvirt_gets_names_that_no_program_below_it_mistakes(String name, boolean asItIs) {
        assertThat(SnapshotNote.nativeName(name, KEY).equals(name)).isEqualTo(asItIs);
    }

    @Test
    void a_snapshot_of_disks_reverts_to_off_whatever_its_xml_says() {
        String xml = SnapshotXml.write(new Snapshots.Order(KEY, "s", "d", SnapshotContent.DISKS));
        assertThat(Xml.parse(xml).text("memory/@snapshot")).contains("no");
        assertThat(SnapshotXml.read(xml, Optional.of("s")).current()).isTrue();
        assertThat(SnapshotXml.read(xml, Optional.empty()).current()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a, true", "a/b, false", "'..', false", "., false", "'...', true", "'.a', true", "pv-template:x, false"
    })
    void names_are_taken_as_libvirt_takes_them(String name, boolean taken) {
        assertThat(KvmNames.RULES.objectionTo(name).isEmpty()).isEqualTo(taken);
    }

    @Test
    void names_that_others_gave_are_shown_whatever_they_are() {
        assertThat(KvmNames.read(" padded ", "u").value()).isEqualTo("padded");
        assertThat(KvmNames.read("tab\there", "u").value()).isEqualTo("tab\uFFFDhere");
        assertThat(KvmNames.read("  ", "uuid").value()).isEqualTo("uuid");
        assertThat(KvmNames.read("fine", "u").value()).isEqualTo("fine");
    }

    @ParameterizedTest
    @CsvSource({"web1, web1-vda.qcow2", "'a/b c', a_b_c-vda.qcow2", "'-x', _-x-vda.qcow2", "'.x', _.x-vda.qcow2"})
    void volumes_are_named_after_guests_and_are_safe_as_files(String guest, String volume) {
        assertThat(KvmNames.volume(GuestName.of(guest), "vda", ".qcow2")).isEqualTo(volume);
    }

    @Test
    void a_long_name_leaves_room_for_the_rest_of_the_file_name() {
        String volume = KvmNames.volume(GuestName.of("\uD83D\uDE00é名".repeat(60)), "vda", "-" + KEY + ".qcow2");
        assertThat(volume.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200);
        assertThat(volume).endsWith("-vda-" + KEY + ".qcow2");
    }

    @ParameterizedTest
    @CsvSource({
        "qemu:///system, qemu:///system, tcp://127.0.0.1",
        "qemu:///system, qemu+ssh://b/system, tcp://b",
        "qemu+ssh://a/system, qemu+ssh://root@b:22/system, tcp://b",
        "qemu+ssh://a/system, qemu:///system, "
    })
    void memory_is_sent_to_where_the_target_is_known(String source, String target, String address) {
        assertThat(MigrationAddress.of(LibvirtUri.parse(source), LibvirtUri.parse(target)))
                .isEqualTo(Optional.ofNullable(address));
    }

    @Test
    void the_provider_is_found_and_claims_its_schemes() {
        assertThat(ServiceLoader.load(BackendProvider.class)).anySatisfy(provider -> {
            assertThat(provider).isInstanceOf(KvmProvider.class);
            assertThat(provider.schemes()).contains("qemu", "qemu+ssh", "qemu+tls", "qemu+tcp", "qemu+unix");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu:///system?virt=maybe",
                "qemu+ssh://h/system?command=x",
                "qemu+ssh://h/system?no_verify=1",
                "qemu+tcp://h/system",
                "qemu:///elsewhere",
                "qemu+ssh:///system"
            })
    void addresses_that_are_wrong_or_unsafe_are_refused_before_anything_is_opened(String uri) {
        assertThatThrownBy(() -> new KvmProvider().open(EndpointUri.parse(uri), Access.none(), TestCall.call()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
    }

    @Test
    void what_libvirt_cannot_verify_is_refused_instead_of_ignored() {
        assertThatThrownBy(() -> new KvmProvider()
                        .open(
                                EndpointUri.parse("qemu+tls://h/system"),
                                Access.none().pinned("ab"),
                                TestCall.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.fault().message()).contains("pin"));
    }

    @Test
    void subtractions_fit_the_common_table() {
        assertThat(TransitionTable.common().without(KvmDeclaration.subtractions()))
                .isNotNull();
        assertThat(KvmDeclaration.capabilities().absent()).hasSizeLessThan(6);
    }

    @Test
    void qcow2_images_that_name_other_files_are_told() {
        ByteBuffer image =
                ByteBuffer.allocate(Qcow2Header.LENGTH).putInt(0, 0x514649fb).putInt(4, 3);
        assertThat(Qcow2Header.of(image.array()).isQcow2()).isTrue();
        assertThat(Qcow2Header.of(image.array()).objection()).isEmpty();
        image.putLong(8, 512);
        assertThat(Qcow2Header.of(image.array()).objection().orElseThrow()).contains("backing");
        image.putLong(8, 0).putLong(72, 4);
        assertThat(Qcow2Header.of(image.array()).objection().orElseThrow()).contains("another file");
        assertThat(Qcow2Header.of(new byte[] {1, 2, 3}).isQcow2()).isFalse();
        assertThat(Qcow2Header.of(new byte[0]).objection()).isEmpty();
    }
}
