package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a connection could not be opened. libvirt says most of it in words: its codes here are SYSTEM_ERROR and the like. */
final class OpenErrors {
    private static final List<String> OF_TRUST =
            List.of("certificate", "host key verification", "remote host identification has changed", "known_hosts");
    private static final List<String> OF_LOGIN = List.of("permission denied (", "authentication");
    private static final List<String> OF_PERMISSION = List.of("permission denied", "operation not permitted");

    private OpenErrors() {}

    static DriverException translated(LibvirtFailure failure) {
        if (failure instanceof LibvirtFault said) {
            return DriverException.refused(fault(said), KvmErrors.nativeError(said), said);
        }
        return HostCall.ofTransport(failure, false);
    }

    private static Fault fault(LibvirtFault said) {
        String text = said.text().toLowerCase(Locale.ROOT);
        if (OF_TRUST.stream().anyMatch(text::contains)) {
            return new Fault.Untrusted(said.text(), Optional.empty());
        }
        Fault fault = KvmErrors.fault(said, "the endpoint");
        return switch (fault.kind()) {
            case AUTHENTICATION_FAILED, DENIED, UNSUPPORTED, UNTRUSTED, UNREACHABLE -> fault;
            default -> inWords(text, said);
        };
    }

    private static Fault inWords(String text, LibvirtFault said) {
        if (OF_LOGIN.stream().anyMatch(text::contains)) {
            return new Fault.AuthenticationFailed(said.text());
        }
        return OF_PERMISSION.stream().anyMatch(text::contains)
                ? new Fault.Denied(said.text())
                : new Fault.Unreachable(said.text());
    }
}
