package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a file is said with file, line and key, and nothing is asked or changed. */
final class BadSiteFilesTest {

    @TempDir
    private Path folder;

    private School school;

    @BeforeEach
    void open() {
        school = new School(folder);
    }

    private void place(String file, String key, String... words) {
        Run place = school.run("place", "services.yaml", "--policy", "policy.yaml");
        assertThat(place.out()).isEmpty();
        assertThat(place.code()).as(place.err()).isEqualTo(ExitCode.USAGE.number());
        assertThat(place.err()).contains(file, key).containsPattern("line \\d+");
        assertThat(List.of(words)).allSatisfy(word -> assertThat(place.err()).contains(word));
        assertThat(place.err().lines()).hasSize(1);
    }

    @Test
    void an_unknown_key_names_the_right_one() {
        school.with("site.yaml", "location: forum", "locaton: forum");
        place("site.yaml", "endpoints.kvm1.locaton", "did you mean location?");
    }

    @Test
    void an_unknown_key_of_a_service_names_the_right_one() {
        school.with("services.yaml", "wiki:      {vcpus: 2,", "wiki:      {vcpu: 2,");
        place("services.yaml", "services.wiki.vcpu", "did you mean vcpus?");
    }

    @Test
    void an_unknown_key_of_a_policy_names_the_right_one() {
        school.with("policy.yaml", "fill: spread", "fil: spread");
        place("policy.yaml", "fil", "did you mean fill?");
    }

    @Test
    void a_negative_size_is_refused() {
        school.with("services.yaml", "memory: 12G", "memory: -12G");
        place("services.yaml", "services.backup.memory", "-12G");
    }

    @Test
    void a_vlan_that_no_endpoint_has_is_refused() {
        school.with("services.yaml", "vlans: [10, 20]", "vlans: [10, 77]");
        place("services.yaml", "services.desktop.vlans", "77");
    }

    @Test
    void pins_that_contradict_each_other_are_refused() {
        school.with(
                "services.yaml",
                "print:     {vcpus: 1,",
                "print:     {pins: {hosts: [kvm1], never: [kvm1]}, vcpus: 1,");
        place("services.yaml", "services.print.pins", "contradict");
    }

    @Test
    void two_services_of_one_name_are_refused() {
        school.with("services.yaml", "  svn: ", "  wiki: ");
        place("services.yaml", "wiki", "twice");
    }

    @Test
    void two_endpoints_of_one_name_are_refused() {
        school.with("site.yaml", "  kvm2:\n", "  kvm1:\n");
        place("site.yaml", "kvm1", "twice");
    }

    @Test
    void a_site_that_can_have_no_hosts_is_refused() {
        school.write("site.yaml", "site: empty\nendpoints: {}\n");
        Run place = school.run("place", "services.yaml");
        assertThat(place.code()).as(place.err()).isEqualTo(ExitCode.USAGE.number());
        assertThat(place.err()).contains("site.yaml: line 2: endpoints: ", "host");
    }

    @Test
    void a_file_that_is_no_yaml_is_refused_with_the_line() {
        school.write("services.yaml", "services:\n  wiki: {memory: [\n");
        place("services.yaml", "");
    }

    @Test
    void every_fault_is_named_at_once() {
        school.with("services.yaml", "memory: 12G", "memory: -12G")
                .with("services.yaml", "vlans: [10, 20]", "vlans: [77]");
        place("services.yaml", "services.backup.memory", "services.desktop.vlans");
    }

    @Test
    @Timeout(20)
    void a_file_of_100_mb_is_refused_before_it_is_read() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("services.yaml").toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        Run place = school.run("place", "services.yaml");
        assertThat(place.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(place.err()).contains("services.yaml", "MiB");
    }

    @Test
    void a_plan_that_is_none_is_refused_with_the_line() {
        school.write("plan.json", "{\n  \"schema\": \"polyvisor.plan/9\"\n}\n");
        Run apply = school.run("apply", "plan.json");
        assertThat(apply.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(apply.err()).contains("plan.json", "line 2", "schema", "polyvisor.plan/1");
    }

    @Test
    void a_host_that_the_site_does_not_have_names_those_that_it_has() {
        Run evacuate = school.run("evacuate", "kvm4");
        assertThat(evacuate.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(evacuate.err()).contains("kvm4", "did you mean", "kvm1, kvm2, kvm3");
    }
}
