package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.TypedParameters;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Migrating;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Moves guests between two libvirt hosts, steered from here over both connections. Disks stay where they are: both hosts must see
 * them, which only the operator can declare.
 */
final class KvmMigrating implements Migrating {
    private final KvmCalls calls;

    KvmMigrating(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public GuestId migrate(GuestId guest, Order order, Call call) {
        KvmSession target = target(order);
        return calls.guest(guest, found -> {
            Affected affected = Affected.of(found.domain());
            SharedDisks disks = new SharedDisks(GuestDefinition.of(found).now(), target.connection());
            if (!order.live()) {
                requireShared(found, disks, order, target);
            }
            boolean autostart = found.domain().autostart();
            move(found, affected, order, target, call);
            afterwards(guest, target, there -> {
                if (autostart) {
                    there.domain().setAutostart(true);
                }
                disks.show();
            });
            return guest;
        });
    }

    private KvmSession target(Order order) {
        Driver peer = order.peer()
                .orElseThrow(() -> refused(
                        "host " + order.target() + " is not of another endpoint, and a libvirt endpoint has one host",
                        "name a host of another endpoint"));
        if (!(peer instanceof KvmDriver other)) {
            throw DriverException.refused(
                    new Fault.Unsupported("migration", "the target is not a QEMU host under libvirt"));
        }
        if (other.session().host().id().equals(calls.session().host().id())) {
            throw refused("the target is the host that the guest is on", "name another host");
        }
        return other.session();
    }

    /** An offline move takes the definition and nothing else. */
    private static void requireShared(GuestCall guest, SharedDisks disks, Order order, KvmSession target) {
        if (!disks.none() && !order.storageDeclaredShared()) {
            throw refused(
                    "the disks of " + guest.about() + " would stay behind",
                    "declare the storage as shared if both hosts see it");
        }
        new HostCall(target, target.connection(), guest.about()).ask(libvirt -> {
            disks.require(guest.about());
            return disks;
        });
    }

    private void move(GuestCall guest, Affected affected, Order order, KvmSession target, Call call) {
        TypedParameters parameters = MigrationAddress.of(calls.session().uri(), target.uri())
                .map(uri -> TypedParameters.none().with("migrate_uri", uri))
                .orElseGet(TypedParameters::none);
        LibvirtConnection destination = target.connection();
        JobAbort abort = new JobAbort(guest.domain());
        call.onCancel(abort);
        try (MigrationProgress progress = MigrationProgress.of(guest.domain(), call)) {
            guest.send(() -> {
                try (DomainHandle moved =
                        guest.domain().jobs().migrate(destination, parameters, flags(affected, order))) {
                    assert moved != null;
                }
            });
        } catch (DriverException failure) {
            throw abort.judged(new MigrationAftermath(guest, affected, destination).judged(failure));
        }
    }

    private static int flags(Affected affected, Order order) {
        int flags = order.live() ? Flags.MIGRATE_LIVE : Flags.MIGRATE_OFFLINE;
        if (affected.stored()) {
            flags |= Flags.MIGRATE_PERSIST_DEST | Flags.MIGRATE_UNDEFINE_SOURCE;
        }
        // libvirt cannot know that a directory is shared; the operator said so.
        return order.storageDeclaredShared() && order.live() ? flags | Flags.MIGRATE_UNSAFE : flags;
    }

    /** What the target's daemon has beside the definition; the guest is there whether or not this succeeds. */
    private static void afterwards(GuestId guest, KvmSession target, Consumer<GuestCall> steps) {
        HostCall there = new HostCall(target, target.connection(), GuestCall.inWords(guest));
        try {
            there.ask(libvirt -> {
                try (DomainHandle domain = libvirt.domains().lookup(guest.value())) {
                    steps.accept(new GuestCall(there, guest, domain));
                    return guest;
                }
            });
        } catch (DriverException failure) {
            throw DriverException.appliedBut(failure.fault(), failure.nativeError(), failure);
        }
    }

    private static DriverException refused(String obstacle, String remedy) {
        return DriverException.refused(new Fault.InvalidState(obstacle, Optional.of(remedy)));
    }
}
