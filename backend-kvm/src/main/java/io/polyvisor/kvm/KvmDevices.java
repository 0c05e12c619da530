package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Disks, media and NICs of guests that exist: live and stored at once where there are both. */
final class KvmDevices implements Devices {
    private final KvmCalls calls;
    private final VolumeMaking making;

    KvmDevices(KvmCalls calls, VolumeMaking making) {
        this.calls = calls;
        this.making = making;
    }

    @Override
    public DiskId attachDisk(GuestId guest, CreationKey key, DiskSpec spec, Call call) {
        return calls.guest(guest, found -> {
            GuestDefinition definition = GuestDefinition.of(found);
            String slot = freeSlot(definition);
            MadeVolumes made = new MadeVolumes(making);
            return made.undoneOnFailure(() -> {
                DiskMaking disks = new DiskMaking(making, made, definition.name(), key, call);
                DomainWriter.Disk disk = disks.disk(spec, slot, "disk");
                int queues = DomainWriter.queues(definition.now().vcpus());
                Xml element = disk.source().disk(slot, disk.readOnly(), queues);
                element.add("alias").attribute("name", alias(key));
                made.nowUsed();
                attach(found, element, definition);
                return DiskId.of(slot);
            });
        });
    }

    private static void attach(GuestCall guest, Xml element, GuestDefinition definition) {
        String xml = WrittenXml.of("device", element::write);
        guest.send(() ->
                guest.domain().config().attachDevice(xml, definition.affected().flags()));
    }

    /** libvirt keeps an alias that begins so; the key in it outlives a lost reply. */
    private static String alias(CreationKey key) {
        return "ua-pv-" + key;
    }

    private static String freeSlot(GuestDefinition definition) {
        Set<String> taken = definition
                .parts()
                .flatMap(part -> part.diskElements().stream())
                .map(DomainReader::slot)
                .collect(Collectors.toSet());
        return Stream.iterate(0, slot -> slot + 1)
                .map(DomainWriter::target)
                .filter(target -> !taken.contains(target))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<DiskId> findDisk(GuestId guest, CreationKey key, Call call) {
        return calls.guest(
                guest,
                found -> GuestDefinition.of(found)
                        .parts()
                        .flatMap(part -> part.diskElements().stream())
                        .filter(disk -> disk.text("alias/@name")
                                .filter(alias(key)::equals)
                                .isPresent())
                        .map(disk -> DiskId.of(DomainReader.slot(disk)))
                        .findFirst());
    }

    @Override
    public void detachDisk(GuestId guest, DiskId disk, Call call) {
        calls.onGuest(
                guest, found -> new Detaching(found, "disk " + disk, part -> part.diskElement(disk)).detach(call));
    }

    @Override
    public void growDisk(GuestId guest, DiskId disk, Memory size, Call call) {
        calls.onGuest(guest, found -> {
            GuestDefinition definition = GuestDefinition.of(found);
            Xml element = required(definition, disk);
            if (definition.affected().live()) {
                found.send(() -> found.domain().config().resizeBlock(disk.value(), size.bytes()));
            } else {
                making.grow(volumeIn(found, disk, element), size);
            }
        });
    }

    private static VolumeId volumeIn(GuestCall guest, DiskId disk, Xml element) {
        VolumeLookup lookup = VolumeLookups.oneByOne(guest.libvirt());
        return DomainReader.hostPath(element)
                .flatMap(path -> guest.ask(libvirt -> lookup.at(path)))
                .orElseThrow(() -> DriverException.refused(new Fault.InvalidState(
                        "what is in disk " + disk + " of " + guest.about() + " is in no storage that libvirt knows",
                        Optional.of("make a pool of the directory that it lies in"))));
    }

    @Override
    public void changeMedia(GuestId guest, DiskId drive, Optional<VolumeId> medium, Call call) {
        Optional<DiskSource> source = medium.map(volume -> making.read(volume).source());
        calls.onGuest(guest, found -> {
            GuestDefinition definition = GuestDefinition.of(found);
            Xml element = required(definition, drive).copy();
            source.ifPresentOrElse(present -> present.writeSource(element), () -> element.removeAll("source"));
            source.ifPresent(present -> element.ensure("driver").attribute("type", present.driver()));
            element.removeAll("backingStore");
            String xml = WrittenXml.of("medium", element::write);
            new DriveTray(found, element).update(xml, definition.affected().flags());
        });
    }

    private static Xml required(GuestDefinition definition, DiskId disk) {
        return definition
                .now()
                .diskElement(disk)
                .orElseThrow(() -> DriverException.refused(new Fault.NotFound("disk " + disk, Optional.empty())));
    }

    @Override
    public NicId attachNic(GuestId guest, CreationKey key, NicSpec nic, Call call) {
        return calls.guest(guest, found -> {
            attach(found, DomainWriter.nic(nic), GuestDefinition.of(found));
            return nic.mac()
                    .map(mac -> NicId.of(mac.value()))
                    .orElseThrow(() -> new IllegalArgumentException("the core chooses an address before it asks"));
        });
    }

    @Override
    public void detachNic(GuestId guest, NicId nic, Call call) {
        calls.onGuest(guest, found -> new Detaching(found, "NIC " + nic, part -> part.nicElement(nic)).detach(call));
    }
}
