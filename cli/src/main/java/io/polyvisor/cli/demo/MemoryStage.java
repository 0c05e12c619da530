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
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.time.Duration;

/** The hybrid site of the reference model: a school's two places, the central service, a laboratory's pool. */
final class MemoryStage implements Stage {
    private static final StorageId SHARED = StorageId.of("nfs");

    private final Polyvisor polyvisor = Polyvisor.open();
    private final Endpoint forum;
    private final Endpoint kb;

    MemoryStage(AuditSink audit, String speed) {
        forum = connect("forum", speed, audit);
        kb = connect("kb", speed, audit);
    }

    private Endpoint connect(String name, String speed, AuditSink audit) {
        EndpointOptions options = EndpointOptions.standard().named(name);
        return polyvisor.connect(
                "memory:///" + name + "?speed=" + speed, Access.none(), options.audited(options.who(), audit));
    }

    @Override
    public String title() {
        return "on the reference model: no hypervisor, no privileges, nothing on this machine is changed";
    }

    @Override
    public Endpoint here() {
        return forum;
    }

    @Override
    public Endpoint there() {
        return kb;
    }

    @Override
    public GuestSpec guest() {
        return GuestSpec.named("demo")
                .memory(Memory.mib(512))
                .disk(DiskSpec.copyOf(new VolumeId(SHARED, "linux")))
                .nic(NicSpec.on("servers"))
                .seed(SeedSpec.hostName("demo"))
                .build();
    }

    @Override
    public DiskSpec extraDisk() {
        return DiskSpec.newDisk(Memory.gib(1)).in(SHARED);
    }

    @Override
    public Migration move() {
        HostView spare = kb.inventory(InventoryField.HOSTS).hosts().stream()
                .filter(host -> host.name().contains("spare"))
                .findFirst()
                .orElseThrow(() -> new DemoFailure("the site has no spare host"));
        return Migration.live().to(kb.host(spare.id()));
    }

    @Override
    public String beginCounting() {
        return "";
    }

    @Override
    public String readCounter() {
        return "cat /proc/uptime";
    }

    @Override
    public Duration bootPatience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Fleet fleet() {
        EndpointOptions options = EndpointOptions.standard();
        return polyvisor
                .fleet()
                .with("memory:///central", Access.none(), options.named("central"))
                .with("memory:///pool18", Access.none(), options.named("pool18"))
                .with(Demo.DEAD_ENDPOINT, Access.none(), options.named("old-host"));
    }

    @Override
    public void close() {
        polyvisor.close();
    }
}
