package io.polyvisor.vsphere;

import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NotAuthenticated;
import java.rmi.RemoteException;
import java.util.Optional;

/** The service's own refusal of a request. */
final class SoapFault extends RemoteException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<MethodFault> type;
    private final String text;

    SoapFault(Optional<MethodFault> detail, String text) {
        super(text);
        this.type = detail;
        this.text = text;
    }

    /** The typed fault; empty when the service gave none. */
    Optional<MethodFault> detail() {
        return type;
    }

    /** The same without the service's words, which may repeat what it was sent; a type that we know is no such word. */
    SoapFault withoutWords() {
        return new SoapFault(type.filter(fault -> !(fault instanceof UnknownFault)), "");
    }

    String text() {
        return text;
    }

    /** Whether the session is over, or never was. */
    boolean saysSessionEnded() {
        return type.filter(NotAuthenticated.class::isInstance).isPresent();
    }
}
