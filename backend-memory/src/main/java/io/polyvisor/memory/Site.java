package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.HostId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.TransitionTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One endpoint's hosts, storages, networks, guests and templates, with the lookups and refusals that all verbs share. */
final class Site {
    private final World world;
    private final String name;
    private final String preset;
    private final Pace pace;
    private final Map<HostId, HostState> hosts = new LinkedHashMap<>();
    private final Map<StorageId, StorageState> storages = new LinkedHashMap<>();
    private final Map<NetworkId, NetworkView> networks = new LinkedHashMap<>();
    private final Map<GuestId, GuestState> guests = new LinkedHashMap<>();
    private final Map<TemplateId, TemplateState> templates = new LinkedHashMap<>();
    private final List<EventSource.Listener> listeners = new CopyOnWriteArrayList<>();
    private final GuestLife life = new GuestLife(this);

    Site(World world, String name, String preset, Pace pace) {
        this.world = world;
        this.name = name;
        this.preset = preset;
        this.pace = pace;
    }

    /** A template: a configuration with volumes of its own. */
    record TemplateState(
            TemplateId id,
            CreationKey key,
            GuestName name,
            GuestKind kind,
            HostState host,
            Configuration configuration) {}

    World world() {
        return world;
    }

    String name() {
        return name;
    }

    String preset() {
        return preset;
    }

    Pace pace() {
        return pace;
    }

    GuestLife life() {
        return life;
    }

    Map<HostId, HostState> hosts() {
        return hosts;
    }

    Map<StorageId, StorageState> storages() {
        return storages;
    }

    Map<NetworkId, NetworkView> networks() {
        return networks;
    }

    Map<TemplateId, TemplateState> templates() {
        return templates;
    }

    Collection<GuestState> guests() {
        return guests.values();
    }

    Optional<GuestState> guest(GuestId id) {
        return Optional.ofNullable(guests.get(id));
    }

    void add(GuestState guest) {
        guests.put(guest.id(), guest);
        tell(guest.id());
    }

    void remove(GuestState guest) {
        guests.remove(guest.id());
        guest.serial().end();
        tell(guest.id());
    }

    List<EventSource.Listener> listeners() {
        return listeners;
    }

    /** Tells listeners that something may have changed, as soon as nobody holds the world's lock. */
    void tell(GuestId guest) {
        world.later(() -> listeners.forEach(listener -> listener.changed(guest)));
    }

    /** The guest, if it is there, its host answers and no job holds it. */
    GuestState require(GuestId id) {
        GuestState guest = guest(id).orElseThrow(() -> Refusal.missing("guest " + id));
        if (guest.host().silentSince().isPresent()) {
            throw Refusal.of(new Fault.Unreachable("host " + guest.host().id() + " does not answer"));
        }
        return guest;
    }

    /** The guest, if moreover the common table lets that verb through in its state. */
    GuestState require(GuestId id, Verb verb) {
        GuestState guest = require(id);
        if (verb != Verb.POWER_OFF && verb != Verb.CONSOLE) {
            guest.jobs().stream().findFirst().ifPresent(job -> {
                throw Refusal.busy(job.detail());
            });
        }
        Answer answer = TransitionTable.common().answer(verb, guest.power());
        if (answer instanceof Answer.Already) {
            throw Refusal.state("the guest is " + guest.power() + " already", "nothing is left to do");
        }
        if (answer instanceof Answer.Refused refused) {
            throw DriverException.refused(new Fault.InvalidState(refused.obstacle(), refused.remedy()));
        }
        return guest;
    }

    HostState requireHost(HostId id) {
        HostState host = hosts.get(id);
        if (host == null) {
            throw Refusal.missing("host " + id);
        }
        return host;
    }

    StorageState requireStorage(StorageId id) {
        StorageState storage = storages.get(id);
        if (storage == null) {
            throw Refusal.missing("storage " + id);
        }
        return storage;
    }

    Optional<VolumeState> volume(VolumeId id) {
        return Optional.ofNullable(storages.get(id.storage())).flatMap(storage -> storage.volume(id.key()));
    }

    VolumeState requireVolume(VolumeId id) {
        return volume(id).orElseThrow(() -> Refusal.missing("volume " + id));
    }

    void requireNetwork(NetworkId id) {
        if (!networks.containsKey(id)) {
            throw Refusal.missing("network " + id);
        }
    }

    void requireFreeName(GuestName wanted) {
        if (guests.values().stream().anyMatch(guest -> guest.name().equals(wanted))) {
            throw Refusal.exists("guest " + wanted);
        }
    }

    void requireNewKey(CreationKey key) {
        if (guests.values().stream().anyMatch(guest -> guest.key().equals(Optional.of(key)))) {
            throw Refusal.exists("a guest made under key " + key);
        }
    }

    /** What that host has left for guests. */
    Memory freeMemory(HostState host) {
        return host.memory()
                .minusOrZero(guests.values().stream()
                        .filter(guest -> guest.host() == host && guest.holdsHostMemory())
                        .map(guest -> guest.present().memory())
                        .reduce(Memory.ZERO, Memory::plus));
    }

    void requireMemory(HostState host, Memory wanted) {
        if (wanted.isMoreThan(freeMemory(host))) {
            throw Refusal.full("memory on host " + host.id(), wanted, freeMemory(host));
        }
    }

    /** The host with the most free memory among those that will do. */
    HostState roomiestHost(Predicate<HostState> willDo) {
        return hosts.values().stream()
                .filter(HostState::takesGuests)
                .filter(willDo)
                .max(Comparator.comparing(this::freeMemory).thenComparing(HostState::id, Comparator.reverseOrder()))
                .orElseThrow(() -> Refusal.state(
                        "no host is in service that sees all storages of the guest", "name other storages"));
    }

    /** Guests of this site whose configuration names that volume. */
    List<GuestState> usersOf(VolumeId volume) {
        return guests.values().stream()
                .filter(guest -> guest.stored().names(volume) || guest.present().names(volume))
                .toList();
    }

    /** Whether a guest, a template or a linked volume here would miss that volume. */
    boolean uses(StorageState storage, String key) {
        VolumeId id = new VolumeId(storage.id(), key);
        return storages.get(storage.id()) == storage
                && (!usersOf(id).isEmpty()
                        || templates.values().stream()
                                .anyMatch(template -> template.configuration().names(id))
                        || storages.values().stream()
                                .flatMap(each -> each.volumes().stream())
                                .anyMatch(each -> each.backing().equals(Optional.of(id))));
    }

    /** An address that no guest of this world has. */
    MacAddress freshMac() {
        long number = world.nextNumber();
        return MacAddress.of(
                String.format("52:54:00:%02x:%02x:%02x", number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
    }

    /** When one of the guests does something by itself next; {@link Machine#NEVER} when none will. */
    long nextAt() {
        long next = Machine.NEVER;
        for (GuestState guest : guests.values()) {
            next = Math.min(next, guest.nextAt());
        }
        return next;
    }

    /** Lets the guest whose turn is next do what it is about to do. */
    void letHappen() {
        long next = nextAt();
        guests.values().stream()
                .filter(guest -> guest.nextAt() == next)
                .findFirst()
                .ifPresent(life::step);
    }
}
