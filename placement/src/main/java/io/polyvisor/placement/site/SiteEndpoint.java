package io.polyvisor.placement.site;

import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An endpoint as a site has it: whose service it is, what it costs, and what it calls the site's networks and images.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name in the site
 * @param kind the hypervisor's kind: guests move only between endpoints of one kind ({@code qemu}, {@code vsphere}, {@code memory}: the
 *     scheme of its address up to a plus sign)
 * @param owner whose service it is
 * @param location the physical site
 * @param cost what guests and hosts cost there
 * @param networks what it calls the network of each VLAN
 * @param images what it calls each image of the site
 * @param newDisksIn where it makes a disk for which no storage is named; empty for its only usable storage
 * @param restarts whether the hypervisor itself restarts guests of a lost host; else that is the operator's failover
 */
public record SiteEndpoint(
        String name,
        String kind,
        EndpointClass owner,
        String location,
        CostModel cost,
        Map<VlanId, NetworkId> networks,
        Map<String, VolumeId> images,
        Optional<StorageId> newDisksIn,
        boolean restarts) {

    /** Copies what could change. */
    public SiteEndpoint {
        Names.require(name, "endpoint");
        Names.require(kind, "kind of endpoint " + name);
        Objects.requireNonNull(owner, "owner");
        Names.require(location, "location of endpoint " + name);
        Objects.requireNonNull(cost, "cost");
        networks = Map.copyOf(networks);
        images = Map.copyOf(images);
        Objects.requireNonNull(newDisksIn, "new disks in");
    }
}
