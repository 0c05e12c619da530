package io.polyvisor.libvirt;

/** libvirt's client library, or the part of it that was asked for, is not installed on this machine. */
public final class LibraryMissingFailure extends LibvirtFailure {

    LibraryMissingFailure(String library, UnsatisfiedLinkError cause) {
        super(
                library + " could not be loaded. Install libvirt's client library: 'apt install libvirt0' on Debian and"
                        + " Ubuntu, 'dnf install libvirt-libs' on Fedora and RHEL, 'zypper install libvirt-libs' on SUSE.",
                cause);
    }
}
