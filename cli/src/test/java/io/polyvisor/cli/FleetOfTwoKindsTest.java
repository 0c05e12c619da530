package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.Vcsim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One command over a real libvirt host with QEMU guests and a simulated vCenter. */
@Tag("real")
@Timeout(180)
final class FleetOfTwoKindsTest {

    @TempDir
    private Path folder;

    @Test
    void guests_of_kvm_and_vsphere_are_in_one_table() throws IOException {
        Assumptions.assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> LibvirtHost.availability().obstacle());
        Assumptions.assumeTrue(
                Vcsim.availability().isAvailable(), () -> Vcsim.availability().obstacle());
        try (LibvirtHost kvm = LibvirtHost.start("kvm1");
                Vcsim vcsim = Vcsim.vCenter().guests(2).start()) {
            configure(kvm, vcsim);
            assertThat(polyvisor("create", "kvm1/forum", "--memory", "64MiB").err())
                    .isEmpty();
            assertThat(polyvisor("create", "kvm1/build", "--memory", "64MiB").err())
                    .isEmpty();
            assertThat(polyvisor("create", "central/portal", "--memory", "2GiB", "--vcpus", "2")
                            .err())
                    .isEmpty();
            assertThat(polyvisor("start", "kvm1/forum", "central/portal").out())
                    .isEqualTo("start kvm1/forum: done\nstart central/portal: done\n");

            Run ls = polyvisor("ls");

            assertThat(ls.err()).isEmpty();
            assertThat(ls.code()).isZero();
            assertThat(ls.out().lines()).hasSize(6);
            assertThat(ls.out())
                    .containsPattern("kvm1 +[0-9a-f]{8} +build +off +1 +64 MiB")
                    .containsPattern("kvm1 +[0-9a-f]{8} +forum +running +1 +64 MiB")
                    .containsPattern("central +vm-\\d+ +DC0_C0_RP0_VM0 +running +1 +32 MiB +DC0_C0_H\\d")
                    .containsPattern("central +vm-\\d+ +portal +running +2 +2 GiB +DC0_C0_H\\d");
            assertSameInJson();
            assertVsphereGoneLeavesKvmRows(vcsim);
        }
    }

    private void configure(LibvirtHost kvm, Vcsim vcsim) throws IOException {
        Files.copy(vcsim.authority(), folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("polyvisor.yaml"), """
                endpoints:
                  kvm1:
                    uri: '%s'
                  central:
                    uri: vsphere://%s
                    credentials: {user: '%s', password-env: VCENTER_PASSWORD}
                    ca-file: ca.pem
                """.formatted(kvm.uri(), vcsim.address(), vcsim.user()));
        password = vcsim.password();
    }

    private String password = "";

    private Run polyvisor(String... arguments) {
        return Run.nowhere().in(folder).with("VCENTER_PASSWORD", password).run(arguments);
    }

    private void assertSameInJson() {
        JsonNode document = polyvisor("ls", "-o", "json").json();
        assertThat(document.get("items").findValuesAsText("endpoint")).isEqualTo(List.of("kvm1", "central"));
        assertThat(document.get("items").get(0).get("items").findValuesAsText("name"))
                .containsExactly("build", "forum");
        assertThat(document.get("items").get(1).get("items").findValuesAsText("name"))
                .containsExactly("DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "portal");
    }

    private void assertVsphereGoneLeavesKvmRows(Vcsim vcsim) {
        vcsim.close();
        Run ls = polyvisor("ls");
        assertThat(ls.code()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(ls.out()).containsPattern("forum +running").containsPattern("central +unreachable: ");
    }
}
