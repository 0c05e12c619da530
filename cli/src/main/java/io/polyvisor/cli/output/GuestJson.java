package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.Address;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Power;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.Verb;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guests and what belongs to them, as JSON. Stateless. */
public final class GuestJson {

    private GuestJson() {}

    /** A guest as observed. */
    public static ObjectNode guest(GuestView guest) {
        return new Fields()
                .put("id", guest.id())
                .put("name", guest.name())
                .put("kind", guest.kind())
                .put("power", power(guest.power()))
                .put("host", guest.host())
                .put("vcpus", guest.vcpus())
                .put("memory", guest.memory())
                .put("autostart", guest.autostart())
                .put("persistent", guest.persistent())
                .put("details", guest.details().map(GuestJson::details))
                .node();
    }

    /** A snapshot. */
    public static ObjectNode snapshot(SnapshotView snapshot) {
        return new Fields()
                .put("id", snapshot.id())
                .put("name", snapshot.name())
                .put("description", snapshot.description())
                .put("parent", snapshot.parent())
                .put("current", snapshot.current())
                .put("holds", snapshot.holds())
                .put("revertsTo", snapshot.revertsTo())
                .put("takenAt", snapshot.takenAt())
                .put("key", snapshot.key())
                .node();
    }

    /** A guest's counters. */
    public static ObjectNode stats(GuestStats stats) {
        return new Fields()
                .put("guest", stats.guest())
                .put("at", stats.at())
                .put("cpuTime", stats.cpuTime())
                .put("memoryUsed", stats.memoryUsed())
                .put("diskReadBytes", stats.diskReadBytes())
                .put("diskWrittenBytes", stats.diskWrittenBytes())
                .put("netReceivedBytes", stats.netReceivedBytes())
                .put("netSentBytes", stats.netSentBytes())
                .node();
    }

    /** A disk slot. */
    public static ObjectNode disk(DiskView disk) {
        return new Fields()
                .put("id", disk.id())
                .put("role", disk.role())
                .put("volume", disk.volume())
                .put("source", disk.source())
                .put("readOnly", disk.readOnly())
                .put("shared", disk.shared())
                .node();
    }

    /** A NIC. */
    public static ObjectNode nic(NicView nic) {
        return new Fields()
                .put("id", nic.id())
                .put("mac", nic.mac())
                .put("network", nic.network())
                .put("connected", nic.connected())
                .node();
    }

    /** Which verbs would be let through. */
    public static List<ObjectNode> permissions(Map<Verb, Permission> permissions) {
        return permissions.entrySet().stream()
                .map(entry -> permission(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ObjectNode permission(Verb verb, Permission permission) {
        Optional<Permission.Refused> no =
                permission instanceof Permission.Refused refused ? Optional.of(refused) : Optional.empty();
        return new Fields()
                .put("verb", verb)
                .put("allowed", permission.granted())
                .put("obstacle", no.map(Permission.Refused::obstacle))
                .put("remedy", no.flatMap(Permission.Refused::remedy))
                .node();
    }

    private static ObjectNode power(Power power) {
        return new Fields()
                .put("state", power.state())
                .put("reason", power.reason())
                .put("lastKnown", power.lastKnown())
                .put("since", power.since())
                .node();
    }

    private static ObjectNode details(GuestDetails details) {
        return new Fields()
                .put("mark", details.mark().map(GuestJson::mark))
                .put("description", details.description())
                .put("maxVcpus", details.maxVcpus())
                .put("maxMemory", details.maxMemory())
                .put("disks", details.disks().stream().map(GuestJson::disk).toList())
                .put("nics", details.nics().stream().map(GuestJson::nic).toList())
                .put("bootOrder", details.bootOrder())
                .put("agent", details.agent())
                .put("addresses", details.addresses().map(GuestJson::addresses))
                .put("currentOperations", operations(details))
                .put("blockedBy", details.blockedBy())
                .put("pending", details.pending().stream().sorted().toList())
                .node();
    }

    private static ObjectNode mark(Mark mark) {
        return new Fields()
                .put("key", mark.key())
                .put("tags", mark.tags())
                .put("protection", mark.protection())
                .node();
    }

    private static List<ObjectNode> addresses(List<Address> addresses) {
        return addresses.stream()
                .map(address -> new Fields()
                        .put("text", address.text())
                        .put("source", address.source())
                        .node())
                .toList();
    }

    private static List<ObjectNode> operations(GuestDetails details) {
        return details.currentOperations().stream()
                .sorted(Comparator.comparing(CurrentOperation::detail))
                .map(operation -> new Fields()
                        .put("verb", operation.verb())
                        .put("detail", operation.detail())
                        .put("since", operation.since())
                        .node())
                .toList();
    }
}
