package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VolumeId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of a walk's two sides: an endpoint, the walk's place on it, and what its aliases mean there. Used by one thread.
 */
final class Side {
    private static final String NOBODY = "00000000-0000-4000-8000-00000000dead";
    private static final String NONE = "none-such";

    private static final Duration WORK = Duration.ofSeconds(2);
    private static final Pattern VOLUME = Pattern.compile("v[0-9]+");

    private final Endpoint endpoint;
    private final Endpoint other;
    private final Site site;
    private final String prefix;
    private final Addresses addresses;
    private final EventLog events;
    private final Map<String, Guest> guests = new LinkedHashMap<>();
    private final Map<String, TemplateId> templates = new LinkedHashMap<>();
    private final Set<VolumeId> seenVolumes = new LinkedHashSet<>();
    private World world = World.EMPTY;

    /** A side that walks on {@code endpoint}, while another client is connected to the same place. */
    Side(Endpoint endpoint, Endpoint other, Site site, String prefix, EventLog events) {
        this.endpoint = endpoint.within(site.deadline());
        this.other = other;
        this.site = site;
        this.prefix = prefix;
        this.addresses = new Addresses(prefix.hashCode());
        this.events = events;
    }

    Reply play(Step step) {
        return step.play(this);
    }

    /** Looks at all that the walk made, after a step on that guest, or on none. */
    World look(Optional<String> touched) {
        world = new Eyes(this, world, touched).world();
        return world;
    }

    World lastSeen() {
        return world;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Site site() {
        return site;
    }

    EventLog events() {
        return events;
    }

    Addresses addresses() {
        return addresses;
    }

    String prefix() {
        return prefix;
    }

    Map<String, Guest> guests() {
        return guests;
    }

    /** Volumes that were seen in the walk's guests, also after they left them. */
    Set<VolumeId> seenVolumes() {
        return seenVolumes;
    }

    /** The handle behind an alias; one that leads nowhere when nothing was made under it. */
    Guest guest(String alias) {
        Guest made = guests.get(alias);
        return (made == null ? endpoint.guest(GuestId.of(NOBODY)) : made).within(site.deadline());
    }

    /** The same guest as another client has it. */
    Guest elsewhere(String alias) {
        return other.guest(guest(alias).id()).within(site.deadline());
    }

    /** The handle with no more patience than a request deserves that the guest will not follow. */
    Guest patientWith(Guest handle, String alias) {
        World.Sight sight = world.guests().get(alias);
        boolean running = sight != null
                && sight.view()
                        .filter(view -> view.power().is(PowerState.RUNNING))
                        .isPresent();
        return running && site.guests(GuestHabit.KEEPS_DEVICES)
                ? handle.within(site.patience().plus(WORK))
                : handle;
    }

    String made(String alias, Object guest) {
        guests.put(alias, (Guest) guest);
        return "made";
    }

    String madeTemplate(String alias, TemplateId id) {
        templates.put(alias, id);
        return "made";
    }

    TemplateId template(String alias) {
        return templates.getOrDefault(alias, TemplateId.of(NOBODY));
    }

    Optional<String> aliasOf(GuestId id) {
        return guests.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    GuestName name(String alias, NameStyle style) {
        return GuestName.of(prefix + alias + style.ending());
    }

    /** The name that a guest bears now; when it is not there, the one that its alias gives. */
    GuestName nameOf(String alias) {
        World.Sight sight = world.guests().get(alias);
        return sight == null || sight.view().isEmpty()
                ? name(alias, NameStyle.PLAIN)
                : sight.view().get().name();
    }

    GuestName anyNameInUse() {
        return world.guests().values().stream()
                .flatMap(sight -> sight.view().stream())
                .findFirst()
                .map(view -> view.name())
                .orElse(name("nobody", NameStyle.PLAIN));
    }

    /** A guest's devices as they are now. */
    Slots slots(String alias) {
        try {
            return Slots.of(guest(alias).view(), endpoint.volumes().list(), addresses);
        } catch (PolyvisorException gone) {
            if (gone.kind() == ErrorKind.NOT_FOUND) {
                return Slots.none();
            }
            throw gone;
        }
    }

    SnapshotId snapshot(String alias, String name) {
        World.Sight sight = world.guests().get(alias);
        return sight == null
                ? SnapshotId.of(NONE)
                : sight.snapshots().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .map(each -> each.id())
                        .orElse(SnapshotId.of(NONE));
    }

    VolumeId volume(String alias) {
        return new VolumeId(site.storage(), site.volumeKeys().apply(prefix + alias));
    }

    /** The alias of a volume that a step made under one; empty for those that came with guests. */
    Optional<String> volumeAlias(VolumeId volume) {
        Matcher named = VOLUME.matcher(plain(volume.key()));
        return named.lookingAt() && volume.equals(volume(named.group()))
                ? Optional.of(named.group())
                : Optional.empty();
    }

    VolumeId medium(boolean missing) {
        VolumeId nothing = new VolumeId(site.storage(), NONE + ".iso");
        return missing ? nothing : site.medium().orElse(nothing);
    }

    NetworkId network(boolean missing) {
        return missing ? NetworkId.of(NONE) : site.network();
    }

    StorageId missingStorage() {
        return StorageId.of(NONE);
    }

    MacAddress mac(int number) {
        return addresses.of(number);
    }

    /** A name without what tells walks apart. */
    String plain(String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
