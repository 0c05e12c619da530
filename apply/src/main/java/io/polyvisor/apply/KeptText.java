package io.polyvisor.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Observations of guests as JSON and back: all that is needed to make a guest again. */
final class KeptText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeptText() {}

    static ObjectNode write(KeptGuest kept) {
        GuestView view = kept.view();
        ObjectNode node = JSON.createObjectNode()
                .put("endpoint", kept.host().endpoint())
                .put("host", kept.host().host())
                .put("at", kept.at().toString())
                .put("id", view.id().value())
                .put("name", view.name().value())
                .put("kind", view.kind().name())
                .put("power", view.power().state().name())
                .put("vcpus", view.vcpus())
                .put("memory", view.memory().bytes())
                .put("autostart", view.autostart())
                .put("persistent", view.persistent());
        view.host().ifPresent(host -> node.put("hostId", host.value()));
        details(view.requireDetails(), node);
        kept.definition()
                .ifPresent(definition -> node.putObject("definition")
                        .put("at", definition.at().toString())
                        .put("format", definition.text().format())
                        .put("text", definition.text().text()));
        return node;
    }

    private static void details(GuestDetails details, ObjectNode node) {
        node.put("description", details.description())
                .put("maxVcpus", details.maxVcpus())
                .put("maxMemory", details.maxMemory().bytes());
        details.mark().ifPresent(mark -> mark(mark, node.putObject("mark")));
        ArrayNode boot = node.putArray("boot");
        details.bootOrder().forEach(device -> boot.add(device.name()));
        ArrayNode disks = node.putArray("disks");
        details.disks().forEach(disk -> disk(disk, disks.addObject()));
        ArrayNode nics = node.putArray("nics");
        details.nics().forEach(nic -> nic(nic, nics.addObject()));
    }

    private static void mark(Mark mark, ObjectNode node) {
        mark.key().ifPresent(key -> node.put("key", key.toString()));
        node.put("protection", mark.protection().name());
        ObjectNode tags = node.putObject("tags");
        new TreeMap<>(mark.tags()).forEach(tags::put);
    }

    private static void disk(DiskView disk, ObjectNode node) {
        node.put("id", disk.id().value())
                .put("role", disk.role().name())
                .put("source", disk.source())
                .put("readOnly", disk.readOnly())
                .put("shared", disk.shared());
        disk.volume()
                .ifPresent(
                        volume -> node.put("storage", volume.storage().value()).put("volume", volume.key()));
    }

    private static void nic(NicView nic, ObjectNode node) {
        node.put("id", nic.id().value()).put("mac", nic.mac().value()).put("connected", nic.connected());
        nic.network().ifPresent(network -> node.put("network", network.value()));
    }

    /** Reads what {@link #write} wrote. */
    static KeptGuest read(JsonNode node) {
        GuestView view = new GuestView(
                GuestId.of(text(node, "id")),
                GuestName.of(text(node, "name")),
                GuestKind.valueOf(text(node, "kind")),
                Power.of(PowerState.valueOf(text(node, "power"))),
                optional(node, "hostId").map(HostId::of),
                node.path("vcpus").asInt(),
                Memory.bytes(node.path("memory").asLong()),
                node.path("autostart").asBoolean(),
                node.path("persistent").asBoolean(),
                Optional.of(details(node)));
        HostKey host = new HostKey(text(node, "endpoint"), text(node, "host"));
        return new KeptGuest(host, Instant.parse(text(node, "at")), view, definition(node.path("definition")));
    }

    private static Optional<KeptDefinition> definition(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new KeptDefinition(
                        new NativeDefinition(text(node, "format"), text(node, "text")),
                        Instant.parse(text(node, "at"))));
    }

    private static GuestDetails details(JsonNode node) {
        List<BootDevice> boot = new ArrayList<>();
        node.path("boot").forEach(device -> boot.add(BootDevice.valueOf(device.asText())));
        List<DiskView> disks = new ArrayList<>();
        node.path("disks").forEach(disk -> disks.add(disk(disk)));
        List<NicView> nics = new ArrayList<>();
        node.path("nics").forEach(nic -> nics.add(nic(nic)));
        return new GuestDetails(
                node.has("mark") ? Optional.of(mark(node.path("mark"))) : Optional.empty(),
                text(node, "description"),
                node.path("maxVcpus").asInt(),
                Memory.bytes(node.path("maxMemory").asLong()),
                disks,
                nics,
                boot,
                AgentState.NONE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Set.of());
    }

    private static Mark mark(JsonNode node) {
        Map<String, String> tags = new LinkedHashMap<>();
        node.path("tags")
                .fieldNames()
                .forEachRemaining(
                        name -> tags.put(name, node.path("tags").path(name).asText()));
        return new Mark(optional(node, "key").map(CreationKey::of), tags, Protection.valueOf(text(node, "protection")));
    }

    private static DiskView disk(JsonNode node) {
        return new DiskView(
                DiskId.of(text(node, "id")),
                DiskView.Role.valueOf(text(node, "role")),
                optional(node, "storage").map(storage -> VolumeId.of(storage, text(node, "volume"))),
                text(node, "source"),
                node.path("readOnly").asBoolean(),
                node.path("shared").asBoolean());
    }

    private static NicView nic(JsonNode node) {
        return new NicView(
                NicId.of(text(node, "id")),
                MacAddress.of(text(node, "mac")),
                optional(node, "network").map(NetworkId::of),
                node.path("connected").asBoolean());
    }

    private static String text(JsonNode node, String name) {
        return optional(node, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
    }
}
