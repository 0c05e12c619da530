package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a private host and its guest need of this machine. */
final class HostRequirements {

    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/sbin/libvirtd"),
            Path.of("/usr/bin/virsh"),
            Path.of("/usr/bin/qemu-system-x86_64"),
            Path.of("/usr/bin/qemu-img"),
            Path.of("/usr/bin/unshare"),
            Path.of("/usr/bin/socat"),
            Path.of("/bin/busybox"),
            Path.of("/usr/sbin/qemu-ga"),
            Path.of("/usr/bin/syslinux"),
            Path.of("/usr/bin/mcopy"),
            Path.of("/usr/bin/genisoimage"));

    private HostRequirements() {}

    static Availability met() {
        if (!isRoot()) {
            return Availability.missing("a private libvirt host needs root");
        }
        List<Path> missing =
                PROGRAMS.stream().filter(path -> !Files.exists(path)).toList();
        if (!missing.isEmpty()) {
            return Availability.missing("programs are missing, which testbed/bin/install-packages brings: " + missing);
        }
        if (KernelPackage.in(TestbedCache.ofThisUser()).isEmpty()) {
            return Availability.missing("the cache has no guest kernel, which testbed/bin/install-packages brings");
        }
        CommandResult namespaces = Command.of(
                        "unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--mount-proc", "true")
                .run();
        return namespaces.succeeded()
                ? Availability.available()
                : Availability.missing("this machine lets root make no namespaces: "
                        + namespaces.errors().strip());
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for this process's user", e);
        }
    }
}
