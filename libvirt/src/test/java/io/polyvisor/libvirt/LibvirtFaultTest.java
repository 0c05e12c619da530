package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LibvirtFaultTest {

    @ParameterizedTest
    @CsvSource({
        "0, VIR_ERR_OK",
        "1, VIR_ERR_INTERNAL_ERROR",
        "3, VIR_ERR_NO_SUPPORT",
        "38, VIR_ERR_SYSTEM_ERROR",
        "42, VIR_ERR_NO_DOMAIN",
        "55, VIR_ERR_OPERATION_INVALID",
        "72, VIR_ERR_NO_DOMAIN_SNAPSHOT",
        "87, VIR_ERR_RESOURCE_BUSY",
        "90, VIR_ERR_STORAGE_VOL_EXIST",
        "110, VIR_ERR_MULTIPLE_DOMAINS",
        "111, VIR_ERR_UNKNOWN",
        "-1, VIR_ERR_UNKNOWN"
    })
    void codes_have_the_names_of_the_header(int code, String name) {
        LibvirtFault fault = new LibvirtFault("virX", code, 10, LibvirtFault.Level.ERROR, "text");
        assertThat(fault.is(name)).isTrue();
        assertThat(fault.originName()).isEqualTo("VIR_FROM_QEMU");
        assertThat(fault).hasMessage("virX: text [" + name + ", VIR_FROM_QEMU]");
    }

    @Test
    void a_failure_without_an_error_is_a_fault_too(@TempDir Path folder) throws Exception {
        try (LibvirtConnection connection = TestDriver.connect(folder)) {
            assertThatThrownBy(() -> connection.door().number("virSilent", () -> -1))
                    .isInstanceOfSatisfying(LibvirtFault.class, fault -> {
                        assertThat(fault.code()).isZero();
                        assertThat(fault.codeName()).isEqualTo("VIR_ERR_OK");
                        assertThat(fault.text()).contains("without saying why");
                    });
        }
    }

    @Test
    void an_old_error_of_the_thread_is_not_taken_for_a_new_one(@TempDir Path folder) throws Exception {
        try (LibvirtConnection connection = TestDriver.connect(folder)) {
            assertThatThrownBy(() -> connection.domains().lookupByName("none")).isInstanceOf(LibvirtFault.class);
            assertThatThrownBy(() -> connection.door().number("virSilent", () -> -1))
                    .isInstanceOf(LibvirtFault.class)
                    .hasMessageContaining("without saying why");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cannot open qemu+ssh://root:hunter2@h/system       | cannot open qemu+ssh://root:***@h/system
            bad <graphics type='vnc' passwd='hunter2'/>        | bad <graphics type='vnc' passwd=***/>
            in {"password": "hunter2", "x": 1}                 | in {"password": ***, "x": 1}
            at <password>hunter2</password> end                | at <password>***</password> end
            passphrase=hunter2, next                           | passphrase=***, next
            Domain not found: no domain with matching name 'w' | Domain not found: no domain with matching name 'w'
            """)
    void secrets_are_taken_out_of_messages(String text, String redacted) {
        assertThat(Redaction.of(text)).isEqualTo(redacted).doesNotContain("hunter2");
    }
}
