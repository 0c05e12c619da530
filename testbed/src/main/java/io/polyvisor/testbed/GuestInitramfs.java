package io.polyvisor.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The file system in memory that the test guest lives in: busybox, the guest agent and some drivers. */
final class GuestInitramfs {

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path AGENT = Path.of("/usr/sbin/qemu-ga");
    private static final List<String> DRIVERS = List.of(
            "virtio_pci",
            "virtio_blk",
            "virtio_scsi",
            "virtio_net",
            "virtio_console",
            "virtio_balloon",
            "ata_piix",
            "sr_mod",
            "sd_mod",
            "isofs",
            "button",
            "evdev",
            "pvpanic_pci");
    private static final List<String> SCRIPTS = List.of("boot", "hotplug", "shutdown", "inittab", "profile");

    private final KernelPackage kernel;

    GuestInitramfs(KernelPackage kernel) {
        this.kernel = kernel;
    }

    /** The archive, from the cache if it was built of the same parts before. */
    Path obtain(TestbedCache cache) throws IOException {
        return cache.obtain("initramfs-" + key() + ".img", this::buildInto);
    }

    private String key() throws IOException {
        ContentKey key = new ContentKey().with(BUSYBOX).with(AGENT);
        for (Path library : librariesOf(AGENT)) {
            key.with(library);
        }
        for (Path module : kernel.loadOrder(DRIVERS)) {
            key.with(module);
        }
        for (String script : SCRIPTS) {
            key.with(script).with(GuestResource.named(script));
        }
        return key.digits();
    }

    private void buildInto(Path file) throws IOException {
        try (CpioArchive archive = new CpioArchive(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (String directory : List.of("dev", "proc", "sys", "run", "tmp", "root", "data", "seed")) {
                archive.directory(directory);
            }
            addBusybox(archive);
            addAgent(archive);
            addDrivers(archive);
            addScripts(archive);
        }
    }

    private static void addBusybox(CpioArchive archive) throws IOException {
        archive.program("bin/busybox", Files.readAllBytes(BUSYBOX));
        archive.link("init", "bin/busybox");
        for (String applet : Command.of(BUSYBOX, "--list").output().lines().toList()) {
            if (!applet.equals("busybox")) {
                archive.link("bin/" + applet, "busybox");
            }
        }
    }

    private static void addAgent(CpioArchive archive) throws IOException {
        archive.program("sbin/qemu-ga", Files.readAllBytes(AGENT));
        for (Path library : librariesOf(AGENT)) {
            archive.program(library.toString().substring(1), Files.readAllBytes(library));
        }
    }

    private void addDrivers(CpioArchive archive) throws IOException {
        StringBuilder order = new StringBuilder();
        for (Path module : kernel.loadOrder(DRIVERS)) {
            archive.file("lib/modules/" + module.getFileName(), Files.readAllBytes(module));
            order.append(module.getFileName()).append('\n');
        }
        archive.file("lib/modules/order", order.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void addScripts(CpioArchive archive) throws IOException {
        archive.program("etc/boot", GuestResource.named("boot"));
        archive.program("etc/hotplug", GuestResource.named("hotplug"));
        archive.program("sbin/shutdown", GuestResource.named("shutdown"));
        archive.file("etc/inittab", GuestResource.named("inittab"));
        archive.file("etc/profile", GuestResource.named("profile"));
        archive.file("etc/passwd", "root::0:0:root:/root:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        archive.file("etc/group", "root:x:0:\ntty:x:5:\n".getBytes(StandardCharsets.UTF_8));
        // The ACPI daemon runs this for the power button.
        archive.link("etc/acpi/PWRF/00000080", "/sbin/shutdown");
    }

    private static List<Path> librariesOf(Path program) {
        return Pattern.compile("/\\S+")
                .matcher(Command.of("ldd", program).output())
                .results()
                .map(match -> Path.of(match.group()))
                .toList();
    }
}
