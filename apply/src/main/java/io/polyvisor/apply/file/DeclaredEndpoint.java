package io.polyvisor.apply.file;

import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site file says of an endpoint, credentials apart.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name
 * @param uri its address; empty for one that is only declared, for planning
 * @param kind its hypervisor's kind: the scheme of its address up to a plus sign, or what the file says
 * @param owner whose service it is
 * @param location the physical site
 * @param pool the pool of its hosts, unless a host says otherwise
 * @param cost what guests and hosts cost there
 * @param networks what it calls the network of each VLAN
 * @param images what it calls each image of the site
 * @param newDisksIn where it makes disks for which no storage is named
 * @param overcommitPercent how many virtual processors its hosts may promise for a hundred logical ones
 * @param fence the command that fences a host of it, with its arguments; {@code {host}} stands for the host's name; empty for none
 * @param attested VLANs that its hosts carry by the file's word
 */
public record DeclaredEndpoint(
        String name,
        Optional<EndpointUri> uri,
        String kind,
        EndpointClass owner,
        String location,
        String pool,
        CostModel cost,
        Map<VlanId, NetworkId> networks,
        Map<String, VolumeId> images,
        Optional<StorageId> newDisksIn,
        int overcommitPercent,
        List<String> fence,
        Set<VlanId> attested) {

    /** Copies what could change. */
    public DeclaredEndpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uri, "address");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(cost, "cost");
        networks = Collections.unmodifiableMap(new TreeMap<>(networks));
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        Objects.requireNonNull(newDisksIn, "new disks in");
        fence = List.copyOf(fence);
        attested = Collections.unmodifiableSet(new TreeSet<>(attested));
    }
}
