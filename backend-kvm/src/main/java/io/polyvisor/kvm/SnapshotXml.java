package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.spi.Snapshots;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snapshots as libvirt spells them. Pure. */
final class SnapshotXml {
    private SnapshotXml() {}

    static String write(Snapshots.Order order) {
        boolean memory = order.holds() == SnapshotContent.DISKS_AND_MEMORY;
        Xml snapshot = Xml.create("domainsnapshot");
        snapshot.add("name", SnapshotNote.nativeName(order.name(), order.key()));
        snapshot.add(
                "description",
                SnapshotNote.of(order.name(), order.description(), order.key()).write());
        snapshot.add("memory").attribute("snapshot", memory ? "internal" : "no");
        return snapshot.write();
    }

    static SnapshotView read(String xml, Optional<String> current) {
        Xml snapshot = Xml.parse(xml);
        String id = snapshot.find("name").map(Xml::text).orElse("");
        SnapshotNote note =
                SnapshotNote.read(snapshot.find("description").map(Xml::text).orElse(""));
        SnapshotContent holds = holds(snapshot);
        return new SnapshotView(
                SnapshotId.of(id),
                note.name().orElse(id),
                note.description(),
                snapshot.find("parent/name").map(Xml::text).map(SnapshotId::of),
                current.filter(id::equals).isPresent(),
                holds,
                revertsTo(snapshot, holds),
                takenAt(snapshot),
                note.key());
    }

    private static SnapshotContent holds(Xml snapshot) {
        boolean none = snapshot.text("memory/@snapshot").orElse("no").equals("no");
        return none ? SnapshotContent.DISKS : SnapshotContent.DISKS_AND_MEMORY;
    }

    private static PowerState revertsTo(Xml snapshot, SnapshotContent holds) {
        boolean paused = snapshot.text("state").orElse("").equals("paused");
        return switch (holds) {
            case DISKS -> PowerState.OFF;
            case DISKS_AND_MEMORY -> paused ? PowerState.PAUSED : PowerState.RUNNING;
        };
    }

    private static Optional<Instant> takenAt(Xml snapshot) {
        return snapshot.text("creationTime").map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    /**
     * The same snapshot, whose processors are all there from the start when it is loaded. QEMU loads memory before libvirt could
     * plug processors in, so those that were plugged in before the snapshot would be missing, and the revert would end the guest.
     */
    static Optional<String> withProcessorsFromTheStart(String xml) {
        Xml snapshot = Xml.parse(xml);
        List<Xml> plugged = snapshot.all("domain/vcpus/vcpu").stream()
                .filter(vcpu -> vcpu.attribute("enabled").orElse("no").equals("yes"))
                .filter(vcpu -> vcpu.attribute("hotpluggable").orElse("no").equals("yes"))
                .toList();
        plugged.forEach(vcpu -> vcpu.attribute("hotpluggable", "no"));
        return plugged.isEmpty() ? Optional.empty() : Optional.of(snapshot.write());
    }
}
