package io.polyvisor.cli.demo;

import io.polyvisor.Access;
import io.polyvisor.AuditSink;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.Migration;
import io.polyvisor.Polyvisor;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.ReadyGuest;
import io.polyvisor.testbed.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Two private libvirtd hosts with QEMU on this machine, in namespaces of their own, and a small Linux as the guest. */
final class RealStage implements Stage {
    private static final StorageId SHARED = StorageId.of("shared");
    private static final VolumeId IMAGE = new VolumeId(SHARED, "linux.qcow2");
    private static final Memory IMAGE_SIZE = Memory.mib(64);

    private final Polyvisor polyvisor = Polyvisor.open();
    private final LibvirtHost one;
    private final LibvirtHost two;
    private final Endpoint here;
    private final Endpoint there;

    private RealStage(LibvirtHost one, LibvirtHost two, AuditSink audit) {
        this.one = one;
        this.two = two;
        for (LibvirtHost host : new LibvirtHost[] {one, two}) {
            host.definePool(SHARED.value(), one.images());
            host.defineNetwork("servers");
        }
        here = connect(one, audit);
        there = connect(two, audit);
        importImage();
    }

    static Stage open(AuditSink audit) {
        LibvirtHost one = LibvirtHost.named("kvm1").reachableBy(Transport.TCP).start();
        try {
            LibvirtHost two = LibvirtHost.named("kvm2")
                    .reachableBy(Transport.TCP)
                    .beside(one)
                    .start();
            try {
                return new RealStage(one, two, audit);
            } catch (RuntimeException e) {
                two.close();
                throw e;
            }
        } catch (RuntimeException e) {
            one.close();
            throw e;
        }
    }

    private Endpoint connect(LibvirtHost host, AuditSink audit) {
        EndpointOptions options = EndpointOptions.standard().named(host.name());
        return polyvisor.connect(host.uri(), Access.none(), options.audited(options.who(), audit));
    }

    private void importImage() {
        Path image = ReadyGuest.obtain().disk();
        try (InputStream bytes = Files.newInputStream(image)) {
            here.volumes()
                    .importFrom(VolumeSpec.thin(IMAGE, IMAGE_SIZE), bytes, Optional.empty())
                    .await();
        } catch (IOException e) {
            throw new UncheckedIOException("the guest's image cannot be read", e);
        }
    }

    @Override
    public String title() {
        return "on two private libvirtd hosts with QEMU, in namespaces of their own; nothing of them stays";
    }

    @Override
    public Endpoint here() {
        return here;
    }

    @Override
    public Endpoint there() {
        return there;
    }

    @Override
    public GuestSpec guest() {
        return GuestSpec.named("demo")
                .memory(Memory.mib(128))
                .disk(DiskSpec.copyOf(IMAGE))
                .nic(NicSpec.on("servers"))
                .seed(SeedSpec.hostName("demo"))
                .build();
    }

    @Override
    public DiskSpec extraDisk() {
        return DiskSpec.newDisk(Memory.mib(32)).in(SHARED);
    }

    @Override
    public Migration move() {
        return Migration.live().to(there.onlyHost()).declaringSharedStorage();
    }

    @Override
    public String beginCounting() {
        return "echo 0 > /tmp/counter; "
                + "i=0; while :; do i=$((i+1)); echo $i > /tmp/counting; mv /tmp/counting /tmp/counter; sleep 0.1; done &";
    }

    @Override
    public String readCounter() {
        return "cat /tmp/counter";
    }

    @Override
    public Duration bootPatience() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Fleet fleet() {
        return polyvisor
                .fleet()
                .with(
                        Demo.DEAD_ENDPOINT,
                        Access.none(),
                        EndpointOptions.standard().named("old-host"));
    }

    @Override
    public void close() {
        polyvisor.close();
        two.close();
        one.close();
    }
}
