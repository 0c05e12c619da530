package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServicesDocumentTest {
    private static final DeclaredSite SITE = SiteDocument.read("site.yaml", SampleFiles.SITE);

    @TempDir
    private Path folder;

    private Services read(String text) throws IOException {
        return ServicesDocument.read(Files.writeString(folder.resolve("services.yaml"), text), SITE);
    }

    @Test
    void services_are_read_with_defaults_where_they_say_nothing() throws IOException {
        Services services = read(SampleFiles.SERVICES);

        assertThat(services.byName().keySet()).containsExactly("web", "db", "batch");
        assertThat(services.byName().get("web"))
                .isEqualTo(new Service(
                        "web",
                        2,
                        Memory.gib(4),
                        Protection.PROTECTED,
                        List.of(VlanId.of(10)),
                        Optional.of("GenuineIntel"),
                        Optional.of("linux"),
                        List.of(new GuestDisk(Optional.empty(), Memory.gib(20))),
                        Optional.of(SeedSpec.hostName("web").withAuthorizedKeys(List.of("ssh-ed25519 AAAA"))),
                        Pins.NONE,
                        Map.of("team", "web"),
                        "what people see"));
        Service db = services.byName().get("db");
        assertThat(db.disks())
                .containsExactly(
                        new GuestDisk(Optional.empty(), Memory.gib(20)),
                        new GuestDisk(Optional.of("nfs"), Memory.gib(100)));
        assertThat(db.pins().hosts()).containsExactly(HostKey.parse("kvm1"));
        assertThat(db.seed()).contains(SeedSpec.hostName("db.example.org").withUserData("#cloud-config"));
        assertThat(services.groups()).containsExactly(new Group("pair", Group.Kind.APART, Set.of("web", "db")));
    }

    @Test
    void user_data_are_read_from_a_file_beside() throws IOException {
        Files.writeString(folder.resolve("user-data"), "#cloud-config\n");

        Services services = read("services:\n  a: {memory: 1G, seed: {user-data-file: user-data}}\n");

        assertThat(services.byName().get("a").seed())
                .contains(SeedSpec.hostName("a").withUserData("#cloud-config\n"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            vlans: [10]              | vlans: [99]             | 2 | defaults.vlans[0] | VLAN 99 is in the networks of no endpoint (known: 10, 20)
            image: linux\\n  disks   | image: linus\\n  disks  | 3 | defaults.image | "linus" is no image of this site; did you mean linux? (known: linux)
            disks: [20G]             | disks: [-20G]           | 4 | defaults.disks[0] | "-20G" is not an amount of memory
            disks: [20G]             | disk: [20G]             | 4 | defaults.disk | did you mean disks?
            vcpus: 2                 | vcpus: -2               | 8 | services.web.vcpus | is -2; 1 or more is right
            memory: 4G               | memory: -4G             | 9 | services.web.memory | "-4G" is not an amount of memory
            protection: protected    | protection: total       | 10 | services.web.protection | is none of protected, restart-if-possible, do-not-restart
            memory: 8G               | memroy: 8G              | 15 | services.db.memroy | did you mean memory?
            memory: 8G               | memroy: 8G              | 14 | services.db.memory | is missing
            storage: nfs             | storage: nfs2           | 16 | services.db.disks[1].storage | did you mean nfs?
            size: 100G,              | ``                      | 16 | services.db.disks[1].size | is missing
            hosts: [kvm1]            | hosts: [kvm3]           | 17 | services.db.pins.hosts[0] | "kvm3" is no endpoint of this site
            hosts: [kvm1]            | hosts: [paper/3]        | 17 | services.db.pins.hosts[0] | "paper/3" is no host of this site
            never: [paper/two]       | never: [kvm1]           | 17 | services.db.pins | pins contradict each other
            host-name: db.example.org | host-name: db_1        | 18 | services.db.seed.host-name | is not one; letters, digits
            endpoints: [central, kvm1] | endpoints: [central, kvm2] | 19 | services.batch.pins.endpoints[1] | "kvm2" is no endpoint of this site; did you mean kvm1?
            endpoints: [central, kvm1] | endpoints: [central]  | 19 | services.batch.pins | nothing that is allowed lies in a location that is allowed
            locations: [forum]       | locations: [from]       | 19 | services.batch.pins.locations[0] | "from" is no location of this site
            batch: {memory           | web: {memory            | 19 | services.web | is there twice, first in line 7
            apart: [web, db]         | apart: [web, bd]        | 22 | groups[0].apart[1] | "bd" is no service or guest of this site; did you mean db?
            apart: [web, db]         | apart: [web, web]       | 21 | groups[0] | names a guest twice
            """)
    void a_fault_is_named_by_line_and_key_with_what_would_be_right(
            String right, String wrong, int line, String key, String why) {
        String from = right.replace("\\n", "\n");
        assertThat(SampleFiles.SERVICES).contains(from);
        String text = SampleFiles.SERVICES.replace(from, wrong == null ? "" : wrong.replace("\\n", "\n"));

        FileFaultsException thrown = catchThrowableOfType(FileFaultsException.class, () -> read(text));

        assertThat(thrown).as(wrong).isNotNull();
        assertThat(thrown.faults()).as(thrown.getMessage()).anySatisfy(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.why()).contains(why);
        });
    }

    @Test
    void groups_that_contradict_each_other_are_refused() {
        String services = "services: {a: {memory: 1G}, b: {memory: 1G}, c: {memory: 1G}}\n";

        assertThat(catchThrowableOfType(
                        FileFaultsException.class,
                        () -> read(
                                services + "groups:\n- {name: x, apart: [a, b]}\n- {name: y, together: [a, b, c]}\n")))
                .hasMessageContaining(
                        "line 4: groups[1]: contradicts group x: guests a, b cannot be both apart and together");
        assertThat(catchThrowableOfType(
                        FileFaultsException.class,
                        () -> read(
                                services + "groups:\n- {name: x, together: [a, b]}\n- {name: y, together: [b, c]}\n")))
                .hasMessageContaining("line 4: groups[1].together: guest b is in group x already");
        assertThat(catchThrowableOfType(
                        FileFaultsException.class,
                        () -> read(services + "groups:\n- {name: x, apart: [a, b]}\n- {name: x, apart: [b, c]}\n")))
                .hasMessageContaining("line 4: groups[1].name: two groups are called x");
    }

    @Test
    void an_image_without_a_disk_and_no_services_at_all_are_faults() {
        assertThat(catchThrowableOfType(
                        FileFaultsException.class, () -> read("services: {a: {memory: 1G, image: linux}}\n")))
                .hasMessageContaining("line 1: services.a.disks: is missing; an image is copied to a disk");
        assertThat(catchThrowableOfType(FileFaultsException.class, () -> read("")))
                .hasMessageContaining("services: is missing or empty");
    }
}
