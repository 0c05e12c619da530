package io.polyvisor.vsphere;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.Volumes;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimFront;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A simulated vCenter behind a front that counts and spoils requests, and the driver under test on it. */
final class FrontedSite implements AutoCloseable {
    static final StorageId STORE = StorageId.of("LocalDS_0");
    private static final Set<String> READS = Set.of(
            "RetrievePropertiesEx",
            "ContinueRetrievePropertiesEx",
            "RetrieveServiceContent",
            "FindChild",
            "FindByUuid",
            "FindAllByUuid",
            "SearchDatastore_Task",
            "SearchDatastoreSubFolders_Task",
            "Login",
            "CurrentTime",
            "SessionIsActive");

    final Vcsim vcsim;
    final VcsimFront front;
    final Driver driver;
    private final AtomicInteger made = new AtomicInteger();

    private FrontedSite(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.front = VcsimFront.before(vcsim);
        this.driver =
                new VsphereProvider().open(EndpointUri.parse("vsphere://" + front.address()), front.access(), call());
    }

    static FrontedSite open() {
        Vcsim vcsim = Vcsim.vCenter().start();
        try {
            return new FrontedSite(vcsim);
        } catch (RuntimeException e) {
            vcsim.close();
            throw e;
        }
    }

    static TestCall call() {
        return TestCall.ofSeconds(30);
    }

    /** Another driver on the same, past the front, which hands on whole requests only. */
    Driver direct() {
        return new VsphereProvider().open(EndpointUri.parse("vsphere://" + vcsim.address()), vcsim.access(), call());
    }

    <F extends Facet> F facet(Class<F> type) {
        return driver.facet(type).orElseThrow();
    }

    /** A spec under a name that no other test uses. */
    GuestSpec.Builder spec() {
        return GuestSpec.named("guest-" + made.incrementAndGet()).memory(Memory.mib(64));
    }

    GuestId create(GuestSpec spec) {
        return driver.create(order(spec, CreationKey.fresh()), call());
    }

    static CreateOrder order(GuestSpec spec, CreationKey key) {
        return new CreateOrder(key, spec, new Mark(Optional.of(key), spec.tags(), spec.protection()));
    }

    GuestView view(GuestId guest) {
        return driver.observe(guest, call()).orElseThrow();
    }

    /** An empty disk that no guest has. */
    VolumeId volume() {
        VolumeId id = new VolumeId(STORE, "disks/disk-" + made.incrementAndGet() + ".vmdk");
        facet(Volumes.class).create(CreationKey.fresh(), VolumeSpec.thin(id, Memory.mib(8)), call());
        return id;
    }

    Set<VolumeId> volumes() {
        return driver.inventory(EnumSet.of(InventoryField.VOLUMES), call()).volumes().stream()
                .map(VolumeView::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was received since the last look that changes anything, by method. */
    Map<String, Integer> changes() {
        Map<String, Integer> changes = new TreeMap<>(front.received());
        changes.keySet().removeAll(READS);
        return changes;
    }

    @Override
    public void close() {
        driver.close();
        front.close();
        vcsim.close();
    }
}
