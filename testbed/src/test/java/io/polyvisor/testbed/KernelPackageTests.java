package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelPackageTests {

    @TempDir
    private Path unpacked;

    @BeforeEach
    void unpackKernel() throws IOException {
        Files.createDirectories(unpacked.resolve("boot"));
        Files.writeString(unpacked.resolve("boot/vmlinuz-6.1.0-cloud-amd64"), "kernel");
        Files.writeString(unpacked.resolve("boot/config-6.1.0-cloud-amd64"), "config");
    }

    @Test
    void image_is_found_among_the_files_of_the_package() throws Exception {
        module("virtio", "");

        assertThat(KernelPackage.at(unpacked).image()).hasFileName("vmlinuz-6.1.0-cloud-amd64");
    }

    @Test
    void package_without_an_image_is_refused() throws Exception {
        module("virtio", "");
        Files.delete(unpacked.resolve("boot/vmlinuz-6.1.0-cloud-amd64"));

        assertThatExceptionOfType(TestbedFailure.class).isThrownBy(() -> KernelPackage.at(unpacked));
    }

    @Test
    void modules_are_ordered_after_all_that_they_need() throws Exception {
        module("virtio_pci", "virtio_pci_modern_dev,virtio,virtio_ring");
        module("virtio_pci_modern_dev", "");
        module("virtio", "virtio_ring");
        module("virtio_ring", "");

        assertThat(loadOrder("virtio_pci"))
                .containsExactly("virtio_pci_modern_dev", "virtio_ring", "virtio", "virtio_pci");
    }

    @Test
    void module_that_two_others_need_is_loaded_once() throws Exception {
        module("a", "common");
        module("b", "common");
        module("common", "");

        assertThat(loadOrder("a", "b")).containsExactly("common", "a", "b");
    }

    @Test
    void module_is_found_whether_its_file_has_hyphens_or_underscores() throws Exception {
        module("pvpanic-mmio", "pvpanic");
        module("pvpanic", "");

        assertThat(loadOrder("pvpanic_mmio")).containsExactly("pvpanic", "pvpanic-mmio");
    }

    @Test
    void driver_that_is_built_into_the_kernel_is_left_out() throws Exception {
        module("isofs", "cdrom");

        assertThat(loadOrder("ext4", "isofs")).containsExactly("isofs");
    }

    private List<String> loadOrder(String... wanted) throws IOException {
        return KernelPackage.at(unpacked).loadOrder(List.of(wanted)).stream()
                .map(file -> file.getFileName().toString().replace(".ko", ""))
                .toList();
    }

    private void module(String name, String needs) throws IOException {
        Path directory = Files.createDirectories(unpacked.resolve("lib/modules/6.1.0-cloud-amd64/kernel/drivers"));
        String elf = "\177ELF\0\1license=GPL\0depends=" + needs + "\0retpoline=Y\0\377\376";
        Files.write(directory.resolve(name + ".ko"), elf.getBytes(StandardCharsets.ISO_8859_1));
    }
}
