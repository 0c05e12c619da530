package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.MadeUpFault;
import io.polyvisor.spi.DriverException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libvirt.Error.ErrorNumber;

final class KvmErrorsTest {

    @Test
    void the_table_has_a_row_for_every_code_and_no_other() {
        assertThat(LibvirtKinds.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorNumber.values()).map(Enum::name).toList())
                .hasSizeGreaterThan(100);
    }

    @Test
    void every_code_becomes_a_fault_of_its_kind_that_says_something() {
        ErrorNumber[] numbers = ErrorNumber.values();
        // The position in libvirt-java's list is libvirt's number; the last stands for those it does not know.
        for (int code = 0; code < numbers.length; code++) {
            ErrorNumber number = numbers[code];
            LibvirtFault said = MadeUpFault.of(code, "virDomainCreate", "said so");
            Fault fault = KvmErrors.fault(said, "guest x");
            assertThat(fault.kind()).as(number.name()).isEqualTo(LibvirtKinds.of(number.name()));
            assertThat(fault.message()).isNotBlank();
        }
    }

    @Test
    void a_code_newer_than_the_table_is_a_backend_fault() {
        assertThat(KvmErrors.fault(MadeUpFault.of(4711, "virDomainCreate", "new"), "guest x")
                        .kind())
                .isEqualTo(ErrorKind.BACKEND_FAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "9, virDomainDefineXMLFlags, domain 'x' already exists with uuid y, ALREADY_EXISTS",
        "9, virDomainCreate, something else, BACKEND_FAULT",
        "38, virStorageVolCreateXML, cannot allocate: No space left on device, INSUFFICIENT_CAPACITY",
        "1, virStorageVolCreateXML, qemu-img: No space left on device, INSUFFICIENT_CAPACITY",
        "1, virDomainCreate, cannot set up guest memory: Cannot allocate memory, INSUFFICIENT_CAPACITY",
        "1, virDomainCreate, Failed to get \"write\" lock, INVALID_STATE",
        "67, virDomainSnapshotCreateXML, internal snapshot unsupported for raw, INVALID_STATE",
        "67, virDomainDefineXMLFlags, unsupported, UNSUPPORTED",
        "55, virDomainMigrate3, cannot migrate domain with 1 snapshots, INVALID_STATE",
        "38, virDomainCreate, cannot access storage file: No such file or directory, NOT_FOUND"
    })
    void coarse_codes_are_told_more_finely_where_the_words_are_known(
            int code, String function, String text, ErrorKind kind) {
        assertThat(KvmErrors.fault(MadeUpFault.of(code, function, text), "guest x")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void the_native_error_is_kept_untouched() {
        DriverException refused = KvmErrors.refused(MadeUpFault.of(42, "virDomainLookup", "no domain"), "guest x");
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(refused.nativeError().orElseThrow()).hasToString("libvirt VIR_ERR_NO_DOMAIN(42): no domain");
    }
}
