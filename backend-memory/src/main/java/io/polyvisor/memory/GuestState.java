package io.polyvisor.memory;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.VolumeId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A guest of the model. Guarded by its world's lock. */
final class GuestState {
    private final GuestId id;
    private final GuestKind kind;
    private final Optional<CreationKey> key;
    private final Serial serial = new Serial();
    private final Set<CurrentOperation> jobs = new LinkedHashSet<>();
    private final SnapshotTree snapshots = new SnapshotTree();
    private GuestName name;
    private HostState host;
    private Configuration stored;
    private @Nullable Configuration live;
    private @Nullable Machine machine;
    private Optional<Mark> mark;
    private Optional<Blocked> blocked = Optional.empty();
    private boolean autostart;
    private PowerState power = PowerState.OFF;
    private Optional<StateReason> reason = Optional.empty();
    private Optional<PowerState> beforeTheFall = Optional.empty();

    GuestState(
            GuestId id,
            GuestKind kind,
            Optional<CreationKey> key,
            GuestName name,
            HostState host,
            Configuration stored,
            Optional<Mark> mark) {
        this.id = id;
        this.kind = kind;
        this.key = key;
        this.name = name;
        this.host = host;
        this.stored = stored;
        this.mark = mark;
    }

    /** A write that found its storage full: it is tried again when the guest goes on. */
    record Blocked(String why, VolumeId volume, String path, Content.Stored file) {

        private void tell(Entry entry) {
            entry.put("why", why).put("volume", volume).put("path", path);
            file.tell(entry);
        }

        private static Blocked of(Entry entry) {
            return new Blocked(
                    entry.text("why"),
                    entry.value("volume", VolumeId::parse),
                    entry.text("path"),
                    Content.Stored.of(entry));
        }
    }

    /** What belongs to a connection is left out: its current operations, and who reads its serial line. */
    void tell(Entry entry) {
        entry.put("id", id)
                .put("name", name)
                .put("kind", kind)
                .putIf("key", key)
                .put("host", host.id())
                .putIf("autostart", autostart)
                .put("power", power)
                .putIf("reason", reason)
                .putIf("beforeTheFall", beforeTheFall);
        KeptConfiguration.tell(stored, entry.under("stored"));
        mark.ifPresent(there -> KeptConfiguration.tell(there, entry.under("mark")));
        if (live != null) {
            KeptConfiguration.tell(live, entry.under("live"));
        }
        if (machine != null) {
            machine.tell(entry.under("machine"));
        }
        blocked.ifPresent(by -> by.tell(entry.under("blocked")));
        snapshots.tell(entry);
    }

    static GuestState of(Entry entry, HostState host) {
        GuestState guest = new GuestState(
                entry.value("id", GuestId::of),
                entry.value("kind", GuestKind::valueOf),
                entry.maybe("key", CreationKey::of),
                entry.value("name", GuestName::of),
                host,
                KeptConfiguration.of(entry.only("stored")),
                entry.first("mark").map(KeptConfiguration::mark));
        guest.autostart = entry.is("autostart");
        guest.power = entry.value("power", PowerState::valueOf);
        guest.reason = entry.maybe("reason", StateReason::valueOf);
        guest.beforeTheFall = entry.maybe("beforeTheFall", PowerState::valueOf);
        guest.live = entry.first("live").map(KeptConfiguration::of).orElse(null);
        guest.machine = entry.first("machine").map(Machine::of).orElse(null);
        guest.blocked = entry.first("blocked").map(Blocked::of);
        guest.snapshots.fill(entry);
        return guest;
    }

    GuestId id() {
        return id;
    }

    GuestKind kind() {
        return kind;
    }

    Optional<CreationKey> key() {
        return key;
    }

    GuestName name() {
        return name;
    }

    void rename(GuestName other) {
        name = other;
    }

    HostState host() {
        return host;
    }

    void moveTo(HostState other, long now) {
        host.countPast(busyNanos(now));
        host = other;
        host.countPast(-busyNanos(now));
    }

    Optional<Mark> mark() {
        return mark;
    }

    void mark(Optional<Mark> other) {
        mark = other;
    }

    boolean autostart() {
        return autostart;
    }

    void autostart(boolean withHost) {
        autostart = withHost;
    }

    PowerState power() {
        return power;
    }

    boolean is(PowerState state) {
        return power == state;
    }

    Optional<StateReason> reason() {
        return reason;
    }

    void because(StateReason why) {
        reason = Optional.of(why);
    }

    Serial serial() {
        return serial;
    }

    SnapshotTree snapshots() {
        return snapshots;
    }

    Set<CurrentOperation> jobs() {
        return jobs;
    }

    Optional<Blocked> blocked() {
        return blocked;
    }

    void blocked(Optional<Blocked> by) {
        blocked = by;
    }

    /** The configuration that it starts with next. */
    Configuration stored() {
        return stored;
    }

    void store(Configuration other) {
        stored = other;
    }

    /** The configuration that is in effect now. */
    Configuration present() {
        return live == null ? stored : live;
    }

    /** Whether it has memory: in its host's, or saved. */
    boolean hasMemory() {
        return machine != null;
    }

    /** Whether it takes its host's memory. */
    boolean holdsHostMemory() {
        return power == PowerState.RUNNING || power == PowerState.PAUSED || power == PowerState.CRASHED;
    }

    Machine machine() {
        if (machine == null) {
            throw new IllegalStateException("guest " + id + " has no memory");
        }
        return machine;
    }

    /** When it does something by itself next. */
    long nextAt() {
        return machine == null ? Machine.NEVER : machine.nextAt();
    }

    /** Changes what is in effect; a guest without memory has only its stored configuration. */
    void present(Configuration other) {
        if (live == null) {
            stored = other;
        } else {
            live = other;
        }
    }

    /** Gives it memory that belongs to that configuration. */
    void load(Machine memory, Configuration itsConfiguration, long now) {
        host.countPast(busyNanos(now));
        machine = memory;
        live = itsConfiguration;
        host.countPast(-busyNanos(now));
    }

    /** Its processor time since its power came: a share of the time that it ran, different for each guest. */
    long busyNanos(long now) {
        return machine == null
                ? 0
                : machine.ran(now)
                        / 100
                        * (3 + Math.floorMod(id.hashCode(), 20))
                        * present().vcpus();
    }

    /** Its host loses its power: nobody sees that it is OFF, and what was seen last is what it was. */
    void fall(long now) {
        PowerState before = power;
        enter(PowerState.OFF, StateReason.FAILED, now);
        beforeTheFall = Optional.of(before);
    }

    /** What somebody saw last who cannot look any more. */
    PowerState lastSeen() {
        return beforeTheFall.orElse(power);
    }

    /** Goes to that state: its clock runs in RUNNING only, its console ends with its processors, OFF forgets its memory. */
    void enter(PowerState next, StateReason why, long now) {
        if (machine != null) {
            if (next == PowerState.RUNNING) {
                machine.run(now);
            } else {
                machine.stand(now);
            }
        }
        power = next;
        reason = Optional.of(why);
        beforeTheFall = Optional.empty();
        if (next != PowerState.RUNNING && next != PowerState.PAUSED) {
            serial.end();
            blocked = Optional.empty();
        }
        if (next == PowerState.OFF) {
            host.countPast(busyNanos(now));
            machine = null;
            live = null;
        }
    }
}
