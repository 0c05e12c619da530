package io.polyvisor.vsphere;

import com.vmware.vim25.MethodFault;

/** A fault of a type that yavijava does not know, or a value that could not be read; keeps the name, which is all there is. */
final class UnknownFault extends MethodFault {
    private static final long serialVersionUID = 1L;

    private final String typeName;

    UnknownFault(String typeName) {
        this.typeName = typeName;
    }

    String typeName() {
        return typeName;
    }

    /** The name of a fault's type as the service calls it. */
    static String nameOf(MethodFault fault) {
        return fault instanceof UnknownFault unknown
                ? unknown.typeName()
                : fault.getClass().getSimpleName();
    }
}
