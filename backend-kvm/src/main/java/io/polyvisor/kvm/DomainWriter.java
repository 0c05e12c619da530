package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a guest's spec as a domain. Pure: whatever had to be made or looked up is in its parameters. */
final class DomainWriter {
    /** The drive for media and the drive for the seed, on the two slots of the first IDE channel. */
    static final String MEDIA_TARGET = "hda";

    static final String SEED_TARGET = "hdb";
    /** libvirt keeps aliases that begin so; it is how the seed's drive is known again. */
    static final String SEED_ALIAS = "ua-pv-seed";

    private static final int MOST_QUEUES = 16;
    private static final long MIB = 1024L * 1024;

    private DomainWriter() {}

    /**
     * What a domain is made of.
     *
     * @param key becomes the domain's UUID
     * @param spec what it shall be
     * @param mark what it shall bear
     * @param accelerated whether guests of type kvm were shown to run on the host
     * @param disks the spec's disks, in its order
     * @param media what is in the drive; empty for nothing
     * @param seed the seed's image, if there is one
     */
    record Parts(
            CreationKey key,
            GuestSpec spec,
            Mark mark,
            boolean accelerated,
            List<Disk> disks,
            Optional<DiskSource> media,
            Optional<DiskSource> seed) {}

    /** A disk: where its data lie and whether the guest may write. */
    record Disk(DiskSource source, boolean readOnly) {}

    /** The domain's XML. */
    static String write(Parts parts) {
        try {
            return domain(parts).write();
        } catch (IllegalArgumentException e) {
            throw DriverException.refused(
                    new Fault.InvalidSpec(List.of(new SpecProblem("spec", String.valueOf(e.getMessage())))));
        }
    }

    /** What libvirt would take and change, or refuse late; every fault at once. */
    static List<SpecProblem> problems(GuestSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        wholeMebibytes("memory", spec.memory()).ifPresent(problems::add);
        wholeMebibytes("maxMemory", spec.maxMemory()).ifPresent(problems::add);
        return problems;
    }

    static Optional<SpecProblem> wholeMebibytes(String path, Memory amount) {
        return amount.bytes() > 0 && amount.bytes() % MIB == 0
                ? Optional.empty()
                : Optional.of(new SpecProblem(
                        path, "QEMU gives memory by the MiB; " + amount.bytes() + " bytes are no whole MiB"));
    }

    private static Xml domain(Parts parts) {
        GuestSpec spec = parts.spec();
        Xml domain = Xml.create("domain").attribute("type", parts.accelerated() ? "kvm" : "qemu");
        domain.add("name", spec.name().value());
        domain.add("uuid", parts.key().toString());
        if (!spec.description().isEmpty()) {
            domain.add("description", spec.description());
        }
        MarkXml.put(parts.mark(), domain);
        domain.add("memory").attribute("unit", "KiB").setText(spec.maxMemory().toKib());
        domain.add("currentMemory")
                .attribute("unit", "KiB")
                .setText(spec.memory().toKib());
        domain.add("vcpu").attribute("current", spec.vcpus()).setText(spec.maxVcpus());
        hardware(domain, parts);
        devices(domain.add("devices"), parts);
        return domain;
    }

    private static void hardware(Xml domain, Parts parts) {
        Xml os = domain.add("os");
        // i440fx takes disks and NICs while it runs without ports set aside for them.
        os.add("type", "hvm").attribute("machine", "pc");
        BootOrder.write(bootOrder(parts.spec()), os);
        Xml features = domain.add("features");
        features.add("acpi");
        features.add("apic");
        if (parts.accelerated()) {
            domain.add("cpu").attribute("mode", "host-model");
        }
        domain.add("clock").attribute("offset", "utc");
        domain.add("on_poweroff", "destroy");
        domain.add("on_reboot", "restart");
        domain.add("on_crash", "destroy");
    }

    private static List<BootDevice> bootOrder(GuestSpec spec) {
        if (!spec.bootOrder().isEmpty()) {
            return spec.bootOrder();
        }
        return spec.emptyDrive() ? List.of(BootDevice.DISK, BootDevice.CDROM) : List.of(BootDevice.DISK);
    }

    private static void devices(Xml devices, Parts parts) {
        int slot = 0;
        int queues = queues(parts.spec().vcpus());
        for (Disk disk : parts.disks()) {
            devices.add(disk.source().disk(target(slot++), disk.readOnly(), queues));
        }
        if (parts.spec().emptyDrive() || parts.media().isPresent()) {
            devices.add(parts.media()
                    .map(medium -> medium.cdrom(MEDIA_TARGET))
                    .orElseGet(() -> DiskSource.emptyCdrom(MEDIA_TARGET)));
        }
        parts.seed().map(DomainWriter::seedDrive).ifPresent(devices::add);
        devices.add("controller").attribute("type", "usb").attribute("model", "none");
        parts.spec().nics().forEach(nic -> devices.add(nic(nic)));
        console(devices);
    }

    /** The drive with a seed in it. */
    static Xml seedDrive(DiskSource image) {
        Xml drive = image.cdrom(SEED_TARGET);
        drive.add("alias").attribute("name", SEED_ALIAS);
        return drive;
    }

    /** As many queues as processors, as QEMU would choose, within what a disk's interrupts allow. */
    static int queues(int vcpus) {
        return Math.max(1, Math.min(vcpus, MOST_QUEUES));
    }

    private static void console(Xml devices) {
        devices.add("serial").attribute("type", "pty").add("target").attribute("port", 0);
        devices.add("console")
                .attribute("type", "pty")
                .add("target")
                .attribute("type", "serial")
                .attribute("port", 0);
        devices.add("channel")
                .attribute("type", "unix")
                .add("target")
                .attribute("type", "virtio")
                .attribute("name", "org.qemu.guest_agent.0");
        Xml balloon = devices.add("memballoon").attribute("model", "virtio");
        // Without a period libvirt cannot tell whether anybody in the guest answers the balloon.
        balloon.add("stats").attribute("period", 5);
        devices.add("rng")
                .attribute("model", "virtio")
                .add("backend", "/dev/urandom")
                .attribute("model", "random");
    }

    /** A NIC on virtio. */
    static Xml nic(NicSpec nic) {
        Xml element = Xml.create("interface").attribute("type", "network");
        nic.mac().ifPresent(mac -> element.add("mac").attribute("address", mac.value()));
        element.add("source").attribute("network", nic.network().value());
        element.add("model").attribute("type", "virtio");
        return element;
    }

    /** The name of the n-th virtio disk slot: vda to vdz, then vdaa and on. */
    static String target(int slot) {
        StringBuilder letters = new StringBuilder();
        for (int rest = slot; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('a' + rest % 26));
        }
        return "vd" + letters;
    }
}
