package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.DomainIdentity;
import io.polyvisor.libvirt.DomainState;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.MemoryStat;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Verb;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads guests one by one: what {@code observe} says, and the details that a bulk read adds to its rows. */
final class GuestReading {
    private final HostFacts host;
    private final GuestAddresses addresses;

    GuestReading(HostFacts host, GuestAddresses addresses) {
        this.host = host;
        this.addresses = addresses;
    }

    /** Everything about one guest: 6 calls when it is off, up to 10 when it runs. */
    GuestView view(DomainHandle domain, VolumeLookup volumes) {
        DomainIdentity identity = domain.identity();
        DomainState state = domain.state();
        boolean saved =
                state.power() == DomainState.Power.SHUTOFF && domain.saves().exists();
        DomainReader now = read(domain, Flags.NONE);
        return new GuestView(
                GuestId.of(identity.uuid()),
                KvmNames.read(now.xml().find("name").map(Xml::text).orElse(identity.name()), identity.uuid()),
                GuestKind.VIRTUAL_MACHINE,
                KvmStates.power(state, saved),
                Optional.of(host.id()),
                now.vcpus(),
                now.memory(),
                domain.autostart(),
                domain.isPersistent(),
                Optional.of(details(domain, state, now, volumes)));
    }

    /** The details of one guest: 1 call when it is off, up to 5 when it runs. */
    GuestDetails details(DomainHandle domain, DomainState state, VolumeLookup volumes) {
        return details(domain, state, read(domain, Flags.NONE), volumes);
    }

    private GuestDetails details(DomainHandle domain, DomainState state, DomainReader now, VolumeLookup volumes) {
        boolean active = isActive(state);
        DomainReader stored = active ? read(domain, Flags.XML_INACTIVE) : now;
        Set<CurrentOperation> operations = new HashSet<>(KvmStates.operations(state));
        if (active) {
            job(domain).ifPresent(operations::add);
        }
        return new GuestDetails(
                // A guest that was restored from its saved memory runs without what was written meanwhile.
                stored.mark(),
                stored.description(),
                now.maxVcpus(),
                now.maxMemory(),
                now.disks(volumes),
                now.nics(),
                BootOrder.read(now.xml()),
                now.agent(),
                active ? addresses.of(domain, state, now) : Optional.empty(),
                operations,
                KvmStates.blockedBy(state),
                active ? pending(domain, now, stored) : Set.of());
    }

    /** The live definition of an active domain and the stored one of others, or the stored one with XML_INACTIVE. */
    static DomainReader read(DomainHandle domain, int flags) {
        return new DomainReader(Xml.parse(domain.xml(flags)));
    }

    /** Whether a QEMU process exists for it. */
    static boolean isActive(DomainState state) {
        return switch (state.power()) {
            case RUNNING, BLOCKED, PAUSED, SHUTDOWN, CRASHED, PM_SUSPENDED -> true;
            case SHUTOFF, NO_STATE, UNKNOWN -> false;
        };
    }

    private static Set<GuestField> pending(DomainHandle domain, DomainReader live, DomainReader stored) {
        Set<GuestField> waiting = PendingChanges.between(live, stored, true);
        boolean onlyMemoryTells = waiting.contains(GuestField.MEMORY)
                && !PendingChanges.between(live, stored, false).contains(GuestField.MEMORY);
        boolean fullyInflated = live.memory().equals(live.maxMemory());
        if (onlyMemoryTells && fullyInflated && !balloonAnswers(domain)) {
            waiting.remove(GuestField.MEMORY);
        }
        return waiting;
    }

    /** Whether the guest's balloon driver ever told something. */
    static boolean balloonAnswers(DomainHandle domain) {
        try {
            Map<MemoryStat, Long> stats = domain.probes().memory();
            return stats.getOrDefault(MemoryStat.LAST_UPDATE, 0L) > 0 || stats.containsKey(MemoryStat.AVAILABLE);
        } catch (LibvirtFault stopped) {
            if (stopped.is("VIR_ERR_OPERATION_INVALID")) {
                return false;
            }
            throw stopped;
        }
    }

    // virDomainJobOperation, by number
    private static Optional<CurrentOperation> job(DomainHandle domain) {
        Optional<Long> operation = runningJob(domain);
        return operation.map(number -> switch (number.intValue()) {
            case 1 -> CurrentOperation.of(Verb.START);
            case 2 -> CurrentOperation.of(Verb.SUSPEND);
            case 3 -> CurrentOperation.of(Verb.RESUME);
            case 4, 5 -> CurrentOperation.of(Verb.MIGRATE_LIVE);
            case 6 -> CurrentOperation.of(Verb.SNAPSHOT_MEMORY);
            case 7 -> CurrentOperation.of(Verb.SNAPSHOT_REVERT);
            case 10 -> CurrentOperation.of(Verb.SNAPSHOT_DELETE);
            case 8 -> new CurrentOperation(Optional.empty(), "core dump", Optional.empty());
            case 9 -> new CurrentOperation(Optional.empty(), "backup", Optional.empty());
            default -> new CurrentOperation(Optional.empty(), "job " + number, Optional.empty());
        });
    }

    private static Optional<Long> runningJob(DomainHandle domain) {
        try {
            var stats = domain.jobs().stats(Flags.NONE);
            return switch (stats.kind()) {
                case BOUNDED, UNBOUNDED ->
                    Optional.of(stats.values().number("operation").orElse(0));
                case NONE, COMPLETED, FAILED, CANCELLED, UNKNOWN -> Optional.empty();
            };
        } catch (LibvirtFault stopped) {
            if (stopped.is("VIR_ERR_OPERATION_INVALID")) {
                return Optional.empty();
            }
            throw stopped;
        }
    }
}
