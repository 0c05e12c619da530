package io.polyvisor.memory;

import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A host of the model. Guarded by its world's lock. */
final class HostState {
    private final HostId id;
    private final String name;
    private final int cpus;
    private final String vendor;
    private final Memory memory;
    private final Set<StorageId> storages;
    private final long bootedAt;
    private boolean maintenance;
    private boolean fell;
    private Optional<Instant> silentSince = Optional.empty();
    private long busyNanosOfPastGuests;

    HostState(HostId id, String name, int cpus, String vendor, Memory memory, Set<StorageId> storages, long bootedAt) {
        this.id = id;
        this.name = name;
        this.cpus = cpus;
        this.vendor = vendor;
        this.memory = memory;
        this.storages = Set.copyOf(storages);
        this.bootedAt = bootedAt;
    }

    void tell(Entry entry) {
        entry.put("id", id)
                .put("name", name)
                .put("cpus", cpus)
                .put("vendor", vendor)
                .put("memory", memory.bytes())
                .put("bootedAt", bootedAt)
                .putIf("maintenance", maintenance)
                .putIf("fell", fell)
                .putIf("silentSince", silentSince)
                .put("busyNanos", busyNanosOfPastGuests);
        storages.stream().sorted().forEach(storage -> entry.under("sees").put("storage", storage));
    }

    static HostState of(Entry entry) {
        HostState host = new HostState(
                entry.value("id", HostId::of),
                entry.text("name"),
                entry.count("cpus"),
                entry.text("vendor"),
                Memory.bytes(entry.number("memory")),
                entry.all("sees").stream()
                        .map(each -> each.value("storage", StorageId::of))
                        .collect(Collectors.toSet()),
                entry.number("bootedAt"));
        host.maintenance = entry.is("maintenance");
        host.fell = entry.is("fell");
        host.silentSince = entry.maybe("silentSince", Instant::parse);
        host.busyNanosOfPastGuests = entry.number("busyNanos");
        return host;
    }

    HostId id() {
        return id;
    }

    String name() {
        return name;
    }

    int cpus() {
        return cpus;
    }

    String vendor() {
        return vendor;
    }

    Memory memory() {
        return memory;
    }

    long bootedAt() {
        return bootedAt;
    }

    boolean sees(StorageId storage) {
        return storages.contains(storage);
    }

    boolean inMaintenance() {
        return maintenance;
    }

    void maintenance(boolean on) {
        maintenance = on;
    }

    /** Since when nobody hears from it; empty while it answers. */
    Optional<Instant> silentSince() {
        return silentSince;
    }

    void fallSilent(Instant when) {
        silentSince = Optional.of(when);
    }

    /** Its power is gone: nobody hears from it until it comes back. */
    void fall(Instant when) {
        fell = true;
        silentSince = Optional.of(when);
    }

    /** It answers again; whether it had to boot for that. */
    boolean comeBack() {
        boolean booted = fell;
        fell = false;
        silentSince = Optional.empty();
        return booted;
    }

    boolean fell() {
        return fell;
    }

    boolean takesGuests() {
        return !maintenance && silentSince.isEmpty();
    }

    /** Processor time of guests that stopped or left, so that the host's counter never runs backwards. */
    long busyNanosOfPastGuests() {
        return busyNanosOfPastGuests;
    }

    void countPast(long nanos) {
        busyNanosOfPastGuests += nanos;
    }

    HostView view(Memory free, String hypervisor) {
        HostView.State state = silentSince.isPresent()
                ? HostView.State.UNREACHABLE
                : maintenance ? HostView.State.MAINTENANCE : HostView.State.ONLINE;
        return new HostView(
                id,
                name,
                state,
                cpus,
                Optional.of(vendor),
                memory,
                silentSince.isPresent() ? Optional.empty() : Optional.of(free),
                hypervisor);
    }
}
