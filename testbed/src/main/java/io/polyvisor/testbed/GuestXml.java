package io.polyvisor.testbed;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Definitions of test guests in libvirt's own format, written without the product.
 *
 * <p>Always emulated ({@code type='qemu'}): the machines that tests run on seldom have hardware for more. The
 * machine is {@code pc} (i440fx), because it takes disks and network cards while it runs without ports set
 * aside for them. Mutable, one thread at a time.
 */
public final class GuestXml {

    private static final int FIRMWARE_MEBIBYTES = 32;
    private static final int LINUX_MEBIBYTES = 128;

    private final XmlElement domain;
    private final XmlElement memory;
    private final XmlElement vcpu;
    private final XmlElement devices;

    private GuestXml(String name) {
        domain = XmlElement.root("domain", "type", "qemu");
        domain.add("name").text(name);
        domain.add("uuid").text(UUID.randomUUID().toString());
        memory = domain.add("memory", "unit", "MiB");
        vcpu = domain.add("vcpu");
        domain.add("os").add("type", "arch", "x86_64", "machine", "pc").text("hvm");
        domain.add("features").add("acpi");
        devices = domain.add("devices");
        devices.add("controller", "type", "usb", "model", "none");
        devices.add("memballoon", "model", "virtio");
        memory(FIRMWARE_MEBIBYTES).vcpus(1, 1);
    }

    /**
     * A guest without disks, which ends in its firmware: it starts in half a second, needs 32 MiB, and never
     * answers a shutdown request.
     */
    public static GuestXml firmwareOnly(String name) {
        return new GuestXml(name);
    }

    /**
     * A guest that boots a copy of {@link ReadyGuest#disk()}: virtio disk {@code vda}, serial console, guest
     * agent, 128 MiB.
     */
    public static GuestXml bootingFrom(Path disk, String name) {
        GuestXml guest = new GuestXml(name).memory(LINUX_MEBIBYTES).disk(disk, "vda");
        guest.devices.add("serial", "type", "pty").add("target", "port", "0");
        guest.devices.add("channel", "type", "unix").add("target", "type", "virtio", "name", "org.qemu.guest_agent.0");
        return guest;
    }

    /** Sets the guest's memory, in mebibytes. */
    public GuestXml memory(int mebibytes) {
        memory.text(Integer.toString(mebibytes));
        return this;
    }

    /** Sets how many processors the guest starts with and how many it can be given while it runs. */
    public GuestXml vcpus(int now, int most) {
        vcpu.with("current", Integer.toString(now)).text(Integer.toString(most));
        return this;
    }

    /** Adds a virtio disk from a qcow2 file under the target name, such as {@code vdb}. */
    public GuestXml disk(Path qcow2, String target) {
        XmlElement disk = devices.add("disk", "type", "file", "device", "disk");
        disk.add("driver", "name", "qemu", "type", "qcow2");
        disk.add("source", "file", qcow2.toString());
        disk.add("target", "dev", target, "bus", "virtio");
        return this;
    }

    /** Puts an ISO image, such as {@link ReadyGuest#writeSeed a seed}, into a CD-ROM drive. */
    public GuestXml cdrom(Path iso) {
        XmlElement drive = devices.add("disk", "type", "file", "device", "cdrom");
        drive.add("driver", "name", "qemu", "type", "raw");
        drive.add("source", "file", iso.toString());
        drive.add("target", "dev", "hda", "bus", "ide");
        drive.add("readonly");
        return this;
    }

    /** Adds a virtio network card on a libvirt network. */
    public GuestXml nic(String network) {
        XmlElement nic = devices.add("interface", "type", "network");
        nic.add("source", "network", network);
        nic.add("model", "type", "virtio");
        return this;
    }

    /** Lets a guest whose kernel panics stay as it is, crashed, instead of being switched off. */
    public GuestXml keptWhenItCrashes() {
        domain.add("on_crash").text("preserve");
        devices.add("panic", "model", "isa");
        return this;
    }

    /** The definition as text, as {@code virsh define} reads it. */
    public String text() {
        return devices.document();
    }
}
