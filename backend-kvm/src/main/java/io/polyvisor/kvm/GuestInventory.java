package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.DomainIdentity;
import io.polyvisor.libvirt.DomainState;
import io.polyvisor.libvirt.DomainStats;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.TypedParameters;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All guests of a host in four calls, and their details in some more per guest. */
final class GuestInventory {
    private static final int GROUPS = Flags.STATS_STATE | Flags.STATS_VCPU | Flags.STATS_BALLOON;
    private static final Comparator<GuestView> BY_NAME =
            Comparator.comparing(GuestView::name).thenComparing(GuestView::id);

    private final HostFacts host;
    private final GuestReading reading;

    GuestInventory(HostFacts host, GuestReading reading) {
        this.host = host;
        this.reading = reading;
    }

    /** The rows, and what each row's state was in libvirt's words. */
    private record Rows(List<GuestView> guests, Map<GuestId, DomainState> states) {}

    /** The summary, ordered by name. */
    List<GuestView> summary(LibvirtConnection libvirt) {
        return rows(libvirt).guests().stream().sorted(BY_NAME).toList();
    }

    /** The summary with details; guests that went meanwhile are left out, others that cannot be read are told as gaps. */
    List<GuestView> detailed(LibvirtConnection libvirt, VolumeLookup volumes, List<String> gaps) {
        Rows rows = rows(libvirt);
        Map<GuestId, GuestDetails> details = new HashMap<>();
        Set<GuestId> unread = new HashSet<>();
        try (HandleList<DomainHandle> domains = libvirt.domains().list(Flags.NONE)) {
            for (DomainHandle domain : domains) {
                GuestId guest = GuestId.of(domain.uuid());
                DomainState state = rows.states().get(guest);
                if (state == null) {
                    continue;
                }
                try {
                    details.put(guest, reading.details(domain, state, volumes));
                } catch (LibvirtFault said) {
                    if (!said.is("VIR_ERR_NO_DOMAIN")) {
                        unread.add(guest);
                        gaps.add("details of guest " + guest + ": " + said.text());
                    }
                }
            }
        }
        return rows.guests().stream()
                .filter(guest -> details.containsKey(guest.id()) || unread.contains(guest.id()))
                .map(guest -> guest.withDetails(Optional.ofNullable(details.get(guest.id()))))
                .sorted(BY_NAME)
                .toList();
    }

    private Rows rows(LibvirtConnection libvirt) {
        List<DomainStats> stats = libvirt.domains().stats(GROUPS, Flags.STATS_NOWAIT);
        Set<String> autostarting = uuids(libvirt, Flags.LIST_AUTOSTART);
        Set<String> saved = uuids(libvirt, Flags.LIST_MANAGED_SAVE);
        Set<String> persistent = uuids(libvirt, Flags.LIST_PERSISTENT);
        List<GuestView> guests = new ArrayList<>();
        Map<GuestId, DomainState> states = new HashMap<>();
        for (DomainStats row : stats) {
            DomainIdentity domain = row.domain();
            if (!KvmNames.isTemplate(domain.name())) {
                String uuid = domain.uuid();
                DomainState state = state(row.values());
                states.put(GuestId.of(uuid), state);
                guests.add(new GuestView(
                        GuestId.of(uuid),
                        KvmNames.read(domain.name(), uuid),
                        GuestKind.VIRTUAL_MACHINE,
                        KvmStates.power(state, saved.contains(uuid)),
                        Optional.of(host.id()),
                        (int) row.values().number("vcpu.current").orElse(0),
                        Memory.kib(row.values().number("balloon.current").orElse(0)),
                        autostarting.contains(uuid),
                        persistent.contains(uuid),
                        Optional.empty()));
            }
        }
        return new Rows(guests, states);
    }

    private static Set<String> uuids(LibvirtConnection libvirt, int filter) {
        return libvirt.domains().identities(filter).stream()
                .map(DomainIdentity::uuid)
                .collect(Collectors.toSet());
    }

    private static DomainState state(TypedParameters values) {
        return DomainState.of((int) values.number("state.state").orElse(-1), (int)
                values.number("state.reason").orElse(0));
    }
}
