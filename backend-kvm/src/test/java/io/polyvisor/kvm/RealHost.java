package io.polyvisor.kvm;

import static io.polyvisor.kvm.TestCall.call;

import io.polyvisor.Access;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Facet;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.LibvirtHostPlan;
import io.polyvisor.testbed.Virsh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A private host with a driver on it, a pool "images" and a network "lan". */
final class RealHost implements AutoCloseable {
    static final StorageId IMAGES = StorageId.of("images");

    final LibvirtHost host;
    final KvmDriver driver;

    private RealHost(LibvirtHost host) {
        this.host = host;
        this.driver = open(host.uri());
    }

    static RealHost start(String name) {
        return start(name, plan -> plan);
    }

    static RealHost start(String name, UnaryOperator<LibvirtHostPlan> planned) {
        LibvirtHost host = planned.apply(LibvirtHost.named(name)).start();
        try {
            host.definePool(IMAGES.value(), host.images().resolve("pool"));
            host.defineNetwork("lan");
            return new RealHost(host);
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    static KvmDriver open(String uri) {
        return (KvmDriver) new KvmProvider().open(EndpointUri.parse(uri), Access.none(), call());
    }

    Path pool() {
        return host.images().resolve("pool");
    }

    Virsh virsh() {
        return host.virsh();
    }

    <F extends Facet> F facet(Class<F> type) {
        return driver.facet(type).orElseThrow();
    }

    /** A small guest that ends in its firmware. */
    static GuestSpec.Builder firmware(String name) {
        return GuestSpec.named(name).memory(Memory.mib(32));
    }

    static DiskSpec.NewDisk disk(long mib) {
        return DiskSpec.newDisk(Memory.mib(mib)).in(IMAGES);
    }

    static VolumeId volume(String key) {
        return new VolumeId(IMAGES, key);
    }

    GuestId create(GuestSpec spec) {
        return driver.create(order(CreationKey.fresh(), spec), call());
    }

    static CreateOrder order(CreationKey key, GuestSpec spec) {
        return new CreateOrder(key, spec, new Mark(Optional.of(key), Map.of("team", "a<&>\"'"), Protection.PROTECTED));
    }

    GuestView observe(GuestId guest) {
        return driver.observe(guest, call()).orElseThrow();
    }

    PowerState power(GuestId guest) {
        return observe(guest).power().state();
    }

    /** Waits until it is so, as the core would. */
    static void until(String what, Duration longest, BooleanSupplier so) {
        long end = System.nanoTime() + longest.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + longest + ": " + what);
            }
            Waiting.sleep(call(), Duration.ofMillis(50), what);
        }
    }

    @Override
    public void close() {
        try (host) {
            driver.close();
        }
    }
}
