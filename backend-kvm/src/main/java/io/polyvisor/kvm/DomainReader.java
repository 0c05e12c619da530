package io.polyvisor.kvm;

import io.polyvisor.libvirt.ByteUnit;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a domain's XML as the contract's words. Pure but for the look-up of volumes. */
final class DomainReader {
    static final String AGENT_CHANNEL = "org.qemu.guest_agent.0";

    private final Xml domain;

    DomainReader(Xml domain) {
        this.domain = domain;
    }

    Xml xml() {
        return domain;
    }

    String description() {
        return domain.find("description").map(Xml::text).orElse("");
    }

    Optional<Mark> mark() {
        return MarkXml.of(domain);
    }

    int maxVcpus() {
        return (int) domain.number("vcpu").orElse(1);
    }

    int vcpus() {
        return (int) domain.number("vcpu/@current").orElse(maxVcpus());
    }

    Memory maxMemory() {
        return Memory.bytes(domain.bytes("memory", ByteUnit.KIB).orElse(0));
    }

    /** What it has now; a domain without a balloon has all, whatever its XML says it currently has. */
    Memory memory() {
        boolean noBalloon =
                domain.text("devices/memballoon/@model").orElse("none").equals("none");
        Memory most = maxMemory();
        return noBalloon
                ? most
                : Memory.bytes(domain.bytes("currentMemory", ByteUnit.KIB).orElse(most.bytes()));
    }

    /** Whether processors were plugged in since it started; its memory then needs them at once when it is loaded. */
    boolean hasPluggedVcpus() {
        return domain.all("vcpus/vcpu").stream()
                .anyMatch(vcpu -> vcpu.attribute("enabled").orElse("no").equals("yes")
                        && vcpu.attribute("hotpluggable").orElse("no").equals("yes"));
    }

    AgentState agent() {
        boolean connected = domain.all("devices/channel/target").stream()
                .anyMatch(target -> target.attribute("name").orElse("").equals(AGENT_CHANNEL)
                        && target.attribute("state").orElse("").equals("connected"));
        return connected ? AgentState.CONNECTED : AgentState.NONE;
    }

    /** All disk elements. */
    List<Xml> diskElements() {
        return domain.all("devices/disk");
    }

    /** The disk element of that slot. */
    Optional<Xml> diskElement(DiskId disk) {
        return diskElements().stream()
                .filter(element -> slot(element).equals(disk.value()))
                .findFirst();
    }

    List<DiskView> disks(VolumeLookup volumes) {
        return diskElements().stream()
                .filter(disk -> !slot(disk).isEmpty())
                .map(disk -> disk(disk, volumes))
                .toList();
    }

    private static DiskView disk(Xml disk, VolumeLookup volumes) {
        String source = source(disk);
        return new DiskView(
                DiskId.of(slot(disk)),
                role(disk),
                volume(disk, volumes),
                source,
                disk.has("readonly"),
                disk.has("shareable"));
    }

    static String slot(Xml disk) {
        return disk.text("target/@dev").orElse("");
    }

    static DiskView.Role role(Xml disk) {
        String device = disk.attribute("device").orElse("disk");
        if (!device.equals("cdrom") && !device.equals("floppy")) {
            return DiskView.Role.DISK;
        }
        boolean seed = disk.text("alias/@name").orElse("").equals(DomainWriter.SEED_ALIAS);
        return seed ? DiskView.Role.SEED : DiskView.Role.MEDIA;
    }

    /** Where its data lie, in libvirt's words; empty for an empty drive. */
    static String source(Xml disk) {
        return hostPath(disk).or(() -> pooled(disk).map(VolumeId::toString)).orElseGet(() -> remote(disk));
    }

    /** The file or device on the host, if it is one. */
    static Optional<String> hostPath(Xml disk) {
        return disk.text("source/@file").or(() -> disk.text("source/@dev")).or(() -> disk.text("source/@dir"));
    }

    private static String remote(Xml disk) {
        Optional<Xml> source = disk.find("source");
        String protocol = source.flatMap(found -> found.attribute("protocol")).orElse("");
        String name = source.flatMap(found -> found.attribute("name")).orElse("");
        return protocol.isEmpty() ? name : protocol + ":" + name;
    }

    /** The volume in a disk element, if a pool lists it. */
    static Optional<VolumeId> volume(Xml disk, VolumeLookup volumes) {
        return pooled(disk).or(() -> hostPath(disk).flatMap(volumes::at));
    }

    private static Optional<VolumeId> pooled(Xml disk) {
        Optional<String> pool = disk.text("source/@pool");
        Optional<String> volume = disk.text("source/@volume");
        return pool.isPresent() && volume.isPresent()
                ? Optional.of(VolumeId.of(pool.get(), volume.get()))
                : Optional.empty();
    }

    /** All NIC elements. */
    List<Xml> nicElements() {
        return domain.all("devices/interface");
    }

    /** The NIC element of that address. */
    Optional<Xml> nicElement(NicId nic) {
        return nicElements().stream()
                .filter(element -> mac(element).filter(nic.value()::equals).isPresent())
                .findFirst();
    }

    List<NicView> nics() {
        List<NicView> nics = new ArrayList<>();
        for (Xml element : nicElements()) {
            mac(element)
                    .ifPresent(mac -> nics.add(new NicView(
                            NicId.of(mac),
                            MacAddress.of(mac),
                            element.text("source/@network").map(NetworkId::of),
                            !element.text("link/@state").orElse("up").equals("down"))));
        }
        return nics;
    }

    private static Optional<String> mac(Xml nic) {
        return nic.text("mac/@address").map(mac -> mac.toLowerCase(Locale.ROOT));
    }
}
