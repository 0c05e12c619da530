package io.polyvisor.libvirt;

/** Faults that libvirt need not be made to say; stands in libvirt's package because only that makes faults. */
public final class MadeUpFault {
    private MadeUpFault() {}

    public static LibvirtFault of(int code, String function, String text) {
        return new LibvirtFault(function, code, 0, LibvirtFault.Level.ERROR, text);
    }
}
