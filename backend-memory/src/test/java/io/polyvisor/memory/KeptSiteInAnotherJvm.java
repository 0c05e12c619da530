package io.polyvisor.memory;

import io.polyvisor.Access;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.spi.Volumes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A program that changes two kept sites until it is killed: it moves one guest to and fro, and makes and deletes another. */
final class KeptSiteInAnotherJvm {
    private static final VolumeId OTHERS = VolumeId.of("nfs", "other-vda");

    private final Driver one;
    private final Driver two;
    private final TestCall call = TestCall.on(TimeSource.system());

    private KeptSiteInAnotherJvm(String file) {
        this.one = open("one", file);
        this.two = open("two", file);
    }

    private Driver open(String site, String file) {
        return new MemoryProvider().open(EndpointUri.parse(address(site, file)), Access.none(), call);
    }

    static String address(String site, String file) {
        return "memory:///" + site + "?preset=inhouse&speed=instant&kept=" + file;
    }

    /** Prints a line when it has begun. */
    public static void main(String[] arguments) {
        KeptSiteInAnotherJvm program = new KeptSiteInAnotherJvm(arguments[0]);
        GuestId mover = program.mover();
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println("begun");
        while (program.one.capabilities() != null) {
            program.move(mover);
            GuestId other = program.make("other", CreationKey.fresh());
            program.one.start(other, program.call);
            program.clean();
        }
    }

    private void clean() {
        for (GuestId left : one.named(GuestName.of("other"), call)) {
            if (one.observe(left, call).orElseThrow().power().is(PowerState.RUNNING)) {
                one.powerOff(left, call);
            }
            one.delete(left, call);
        }
        Volumes volumes = one.facet(Volumes.class).orElseThrow();
        volumes.volume(OTHERS, call).ifPresent(left -> volumes.delete(left.id(), call));
    }

    private GuestId mover() {
        clean();
        for (Driver site : List.of(one, two)) {
            for (GuestId known : site.named(GuestName.of("mover"), call)) {
                return known;
            }
        }
        GuestId made = make("mover", CreationKey.fresh());
        one.start(made, call);
        return made;
    }

    private GuestId make(String name, CreationKey key) {
        GuestSpec spec = GuestSpec.named(name)
                .disk(DiskSpec.copyOf(VolumeId.of("nfs", "linux")))
                .build();
        return one.create(new CreateOrder(key, spec, new Mark(Optional.of(key), spec.tags(), spec.protection())), call);
    }

    private void move(GuestId mover) {
        boolean here = one.observe(mover, call).isPresent();
        Driver from = here ? one : two;
        Driver to = here ? two : one;
        HostId there = to.inventory(EnumSet.of(InventoryField.HOSTS), call)
                .hosts()
                .get(0)
                .id();
        from.facet(Migrating.class)
                .orElseThrow()
                .migrate(mover, new Migrating.Order(there, Optional.of(to), true, false), call);
    }
}
