package io.polyvisor.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The file system in memory that the test guest lives in: busybox, the guest agent and some drivers. */
final class GuestInitramfs {

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path AGENT = Path.of("/usr/sbin/qemu-ga");

    /** The shell behind the login: it leaves line editing to the terminal, busybox's asks it where the cursor is. */
    private static final Path SHELL = Path.of("/bin/dash");

    private static final Pattern ABSOLUTE_PATH = Pattern.compile("/\\S+");
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
            "pvpanic_mmio");
    private static final List<String> SCRIPTS = List.of("boot", "hotplug", "shutdown");
    private static final List<String> SETTINGS = List.of("inittab", "profile", "passwd", "group", "shadow");

    private final KernelPackage kernel;

    GuestInitramfs(KernelPackage kernel) {
        this.kernel = kernel;
    }

    /** The archive, from the cache if it was built of the same parts before. */
    Path obtain(TestbedCache cache) throws IOException {
        return cache.obtain("initramfs-" + key() + ".img", this::buildInto);
    }

    private String key() throws IOException {
        ContentKey key = new ContentKey().with(BUSYBOX).with(AGENT).with(SHELL);
        for (Path library : libraries()) {
            key.with(library);
        }
        for (Path module : kernel.loadOrder(DRIVERS)) {
            key.with(module);
        }
        for (String file : Stream.concat(SCRIPTS.stream(), SETTINGS.stream()).toList()) {
            key.with(GuestResource.named(file));
        }
        return key.with(GuestResource.codeOf(GuestInitramfs.class)).digits();
    }

    private void buildInto(Path file) throws IOException {
        try (CpioArchive archive = new CpioArchive(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (String directory : List.of("dev", "proc", "sys", "run", "tmp", "root", "data", "seed")) {
                archive.directory(directory);
            }
            addBusybox(archive);
            addPrograms(archive);
            addDrivers(archive);
            addConfiguration(archive);
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

    private static void addPrograms(CpioArchive archive) throws IOException {
        archive.program("sbin/qemu-ga", Files.readAllBytes(AGENT));
        archive.program("bin/dash", Files.readAllBytes(SHELL));
        for (Path library : libraries()) {
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

    private static void addConfiguration(CpioArchive archive) throws IOException {
        archive.program("etc/boot", GuestResource.named("boot"));
        archive.program("etc/hotplug", GuestResource.named("hotplug"));
        archive.program("sbin/shutdown", GuestResource.named("shutdown"));
        for (String file : SETTINGS) {
            archive.file("etc/" + file, GuestResource.named(file));
        }
        // The ACPI daemon runs this for the power button.
        archive.link("etc/acpi/PWRF/00000080", "/sbin/shutdown");
    }

    private static List<Path> libraries() {
        return Stream.of(AGENT, SHELL)
                .map(program -> Command.of("ldd", program).output())
                .flatMap(text -> ABSOLUTE_PATH.matcher(text).results())
                .map(match -> Path.of(match.group()))
                .distinct()
                .toList();
    }
}
