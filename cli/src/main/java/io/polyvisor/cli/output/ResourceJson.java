package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.Health;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeView;

/** What guests live on and are made from, as JSON. Stateless. */
public final class ResourceJson {

    private ResourceJson() {}

    /** A host. */
    public static ObjectNode host(HostView host) {
        return new Fields()
                .put("id", host.id())
                .put("name", host.name())
                .put("state", host.state())
                .put("cpus", host.cpus())
                .put("cpuVendor", host.cpuVendor())
                .put("memory", host.memory())
                .put("freeMemory", host.freeMemory())
                .put("hypervisor", host.hypervisor())
                .node();
    }

    /** A storage. */
    public static ObjectNode storage(StorageView storage) {
        return new Fields()
                .put("id", storage.id())
                .put("kind", storage.kind())
                .put("usable", storage.usable())
                .put("capacity", storage.capacity())
                .put("free", storage.free())
                .put("promised", storage.promised())
                .put("backing", storage.backing())
                .node();
    }

    /** A volume. */
    public static ObjectNode volume(VolumeView volume) {
        return new Fields()
                .put("id", volume.id())
                .put("capacity", volume.capacity())
                .put("allocated", volume.allocated())
                .put("format", volume.format())
                .put("backing", volume.backing())
                .put(
                        "usedBy",
                        volume.usedBy().map(users -> users.stream().sorted().toList()))
                .node();
    }

    /** A network. */
    public static ObjectNode network(NetworkView network) {
        return new Fields()
                .put("id", network.id())
                .put("usable", network.usable())
                .put("vlan", network.vlan().map(vlan -> vlan.value()))
                .node();
    }

    /** A template. */
    public static ObjectNode template(TemplateView template) {
        return new Fields()
                .put("id", template.id())
                .put("name", template.name())
                .put("vcpus", template.vcpus())
                .put("memory", template.memory())
                .node();
    }

    /** A host's counters. */
    public static ObjectNode stats(HostStats stats) {
        return new Fields()
                .put("host", stats.host())
                .put("at", stats.at())
                .put("cpuBusy", stats.cpuBusy())
                .put("cpuIdle", stats.cpuIdle())
                .put("memoryFree", stats.memoryFree())
                .node();
    }

    /** What an endpoint is. */
    public static ObjectNode facts(EndpointFacts facts) {
        return new Fields()
                .put("product", facts.product())
                .put("version", facts.version())
                .put("library", facts.library())
                .put("nature", facts.nature())
                .node();
    }

    /** How an endpoint fares. */
    public static ObjectNode health(Health health) {
        return new Fields()
                .put("state", health.state())
                .put("abandonedLanes", health.abandonedLanes())
                .put("laneLimit", health.laneLimit())
                .put("stuckCalls", health.stuckCalls())
                .put("running", health.running())
                .put("queued", health.queued())
                .node();
    }

    /** Every capability, provided or absent with its reason. */
    public static ObjectNode capabilities(Capabilities capabilities) {
        Fields all = new Fields();
        for (Capability capability : Capability.values()) {
            all.put(
                    capability.name(),
                    new Fields()
                            .put("provided", capabilities.provides(capability))
                            .put("reason", capabilities.whyAbsent(capability))
                            .node());
        }
        return all.node();
    }
}
