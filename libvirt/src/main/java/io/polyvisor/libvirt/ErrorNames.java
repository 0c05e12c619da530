package io.polyvisor.libvirt;

import org.libvirt.Error.ErrorDomain;
import org.libvirt.Error.ErrorNumber;

/** Names of libvirt's error numbers, from libvirt-java's tables, whose ordinals are the numbers of virterror.h. */
final class ErrorNames {

    private static final ErrorNumber[] CODES = ErrorNumber.values();
    private static final ErrorDomain[] ORIGINS = ErrorDomain.values();

    private ErrorNames() {}

    static String ofCode(int code) {
        return (code >= 0 && code < CODES.length ? CODES[code] : ErrorNumber.VIR_ERR_UNKNOWN).name();
    }

    static String ofOrigin(int origin) {
        return (origin >= 0 && origin < ORIGINS.length ? ORIGINS[origin] : ErrorDomain.VIR_FROM_UNKNOWN).name();
    }
}
