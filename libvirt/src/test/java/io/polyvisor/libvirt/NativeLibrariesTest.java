package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.libvirt.jna.LibvirtQemu;

final class NativeLibrariesTest {

    @Test
    void a_missing_library_says_which_package_to_install() {
        assertThatThrownBy(() -> NativeLibraries.load("virt-nowhere", LibvirtQemu.class))
                .isInstanceOf(LibraryMissingFailure.class)
                .hasMessageContaining("libvirt-nowhere.so.0")
                .hasMessageContaining("apt install libvirt0");
    }

    @Test
    void libraries_are_loaded_once() {
        assertThat(NativeLibraries.libvirt()).isSameAs(NativeLibraries.libvirt());
        assertThat(NativeLibraries.qemu()).isSameAs(NativeLibraries.qemu());
    }
}
