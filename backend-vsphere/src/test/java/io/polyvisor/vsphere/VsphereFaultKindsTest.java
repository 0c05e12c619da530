package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostNotConnected;
import com.vmware.vim25.InvalidPowerState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.VirtualMachinePowerState;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of the API means something. */
final class VsphereFaultKindsTest {

    @Test
    void each_fault_of_the_api_has_a_kind_by_a_row_of_its_own_or_of_an_ancestor() throws Exception {
        List<Class<?>> faults = allFaults();
        Map<ErrorKind, Integer> kinds = new EnumMap<>(ErrorKind.class);
        for (Class<?> fault : faults) {
            ErrorKind kind = VsphereFaultKinds.of(fault);
            kinds.merge(kind, 1, Integer::sum);
            MethodFault made = (MethodFault) fault.getConstructor().newInstance();
            assertThat(VsphereErrors.fault(made, "", "guest vm-1").kind())
                    .as(fault.getSimpleName())
                    .isEqualTo(kind);
        }
        System.out.println(faults.size() + " faults of the API by kind: " + kinds);
        assertThat(faults).hasSizeGreaterThan(650);
        assertThat(kinds.get(ErrorKind.BACKEND_FAULT)).isLessThan(faults.size() / 2);
    }

    @Test
    void each_row_names_a_fault_that_exists() throws Exception {
        List<String> names =
                allFaults().stream().map(Class::getSimpleName).collect(Collectors.toCollection(ArrayList::new));
        assertThat(names).containsAll(VsphereFaultKinds.all().keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidPowerState, INVALID_STATE",
        "ToolsUnavailable, INVALID_STATE",
        "QuestionPending, INVALID_STATE",
        "ManagedObjectNotFound, NOT_FOUND",
        "DuplicateName, ALREADY_EXISTS",
        "TaskInProgress, BUSY",
        "MethodNotFound, UNSUPPORTED",
        "NotSupported, UNSUPPORTED",
        "InvalidArgument, INVALID_SPEC",
        "InsufficientMemoryResourcesFault, INSUFFICIENT_CAPACITY",
        "NoDiskSpace, INSUFFICIENT_CAPACITY",
        "NoPermission, DENIED",
        "NotAuthenticated, AUTHENTICATION_FAILED",
        "InvalidLogin, AUTHENTICATION_FAILED",
        "HostNotConnected, UNREACHABLE",
        "ConcurrentAccess, CONFLICT",
        "RequestCanceled, CANCELLED",
        "SystemError, BACKEND_FAULT",
    })
    void well_known_fault_has_its_kind(String fault, ErrorKind kind) throws Exception {
        assertThat(VsphereFaultKinds.of(Class.forName("com.vmware.vim25." + fault)))
                .isEqualTo(kind);
    }

    @Test
    void fault_that_nobody_knows_is_the_backends_and_keeps_its_name() {
        DriverException thrown = VsphereErrors.ofTask(said(new UnknownFault("FutureFault"), "strange"), "guest vm-1");
        assertThat(thrown.fault().kind()).isEqualTo(ErrorKind.BACKEND_FAULT);
        assertThat(thrown.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(thrown.nativeError()).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo("FutureFault");
            assertThat(error.message()).isEqualTo("strange");
        });
    }

    @Test
    void host_that_did_not_answer_the_vcenter_leaves_the_outcome_open() {
        assertThat(VsphereErrors.ofTask(said(new HostNotConnected(), "x"), "guest vm-1")
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(VsphereErrors.ofTask(said(new InvalidPowerState(), "x"), "guest vm-1")
                        .outcome())
                .isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void refusals_say_what_they_know() {
        InvalidPowerState on = new InvalidPowerState();
        on.setExistingState(VirtualMachinePowerState.poweredOn);
        assertThat(VsphereErrors.fault(on, "*types.InvalidPowerState", "guest vm-1")
                        .message())
                .isEqualTo("guest vm-1 is poweredOn");
        ManagedObjectReference host = new ManagedObjectReference();
        host.setType("HostSystem");
        host.setVal("host-9");
        ManagedObjectNotFound gone = new ManagedObjectNotFound();
        gone.setObj(host);
        assertThat(VsphereErrors.fault(gone, "", "guest vm-1").message()).startsWith("HostSystem host-9");
        assertThat(VsphereErrors.fault(gone, "", "host host-9").message()).startsWith("host host-9");
    }

    private static LocalizedMethodFault said(MethodFault fault, String words) {
        LocalizedMethodFault said = new LocalizedMethodFault();
        said.setFault(fault);
        said.setLocalizedMessage(words);
        return said;
    }

    private static List<Class<?>> allFaults() throws IOException, ClassNotFoundException {
        URL place = MethodFault.class.getProtectionDomain().getCodeSource().getLocation();
        List<Class<?>> faults = new ArrayList<>();
        try (JarFile jar = new JarFile(Path.of(place.getPath()).toFile())) {
            for (String name : jar.stream().map(Object::toString).toList()) {
                if (name.matches("com/vmware/vim25/\\w+\\.class")) {
                    Class<?> type =
                            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
                    if (MethodFault.class.isAssignableFrom(type)) {
                        faults.add(type);
                    }
                }
            }
        }
        return faults;
    }
}
