package io.polyvisor.memory;

import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeView;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The model's state as the contract's records. Call it under the world's lock. */
final class Views {
    private static final String HYPERVISOR = "Polyvisor reference model";

    private final Site site;
    private final Profile profile;

    Views(Site site, Profile profile) {
        this.site = site;
        this.profile = profile;
    }

    List<GuestView> guests(boolean withDetails) {
        return site.guests().stream()
                .sorted(Comparator.comparing(GuestState::name).thenComparing(GuestState::id))
                .map(guest -> withDetails ? full(guest) : summary(guest))
                .toList();
    }

    GuestView full(GuestState guest) {
        return summary(guest).withDetails(Optional.of(details(guest)));
    }

    GuestView summary(GuestState guest) {
        Configuration present = guest.present();
        return new GuestView(
                guest.id(),
                guest.name(),
                guest.kind(),
                power(guest),
                Optional.of(guest.host().id()),
                present.vcpus(),
                present.memory(),
                guest.autostart(),
                true,
                Optional.empty());
    }

    List<HostView> hosts() {
        return site.hosts().values().stream()
                .map(host -> host.view(site.freeMemory(host), HYPERVISOR))
                .toList();
    }

    List<StorageView> storages() {
        return site.storages().values().stream().map(StorageState::view).toList();
    }

    List<VolumeView> volumes(boolean withUsers) {
        return site.storages().values().stream()
                .flatMap(storage -> storage.volumes().stream())
                .map(volume -> volume(volume, withUsers))
                .toList();
    }

    VolumeView volume(VolumeState volume, boolean withUsers) {
        return new VolumeView(
                volume.id(),
                volume.capacity(),
                Memory.bytes(volume.allocated()),
                volume.format(),
                volume.backing(),
                withUsers
                        ? Optional.of(site.usersOf(volume.id()).stream()
                                .map(GuestState::id)
                                .collect(Collectors.toSet()))
                        : Optional.empty());
    }

    List<NetworkView> networks() {
        if (!profile.provides(Capability.NETWORKS)) {
            return List.of();
        }
        return site.networks().values().stream()
                .map(network -> profile.provides(Capability.VLAN_VISIBLE)
                        ? network
                        : new NetworkView(network.id(), network.usable(), Optional.empty()))
                .toList();
    }

    List<TemplateView> templates() {
        return site.templates().values().stream()
                .map(template -> new TemplateView(
                        template.id(),
                        template.name(),
                        template.configuration().vcpus(),
                        template.configuration().memory()))
                .toList();
    }

    /** The address that the model's DHCP server gives to that NIC: always the same one. */
    static String addressOf(Configuration.Card card) {
        int hash = card.mac().hashCode();
        return "10." + (hash >>> 16 & 0xff) + "." + (hash >>> 8 & 0xff) + "." + (hash & 0xff);
    }

    private static Power power(GuestState guest) {
        return guest.host()
                .silentSince()
                .map(since -> Power.unknown(guest.lastSeen(), since))
                .orElseGet(() -> guest.reason()
                        .map(reason -> Power.of(guest.power(), reason))
                        .orElseGet(() -> Power.of(guest.power())));
    }

    private GuestDetails details(GuestState guest) {
        Configuration present = guest.present();
        return new GuestDetails(
                guest.mark(),
                present.description(),
                present.maxVcpus(),
                present.maxMemory(),
                present.slots().stream().map(Configuration.Slot::view).toList(),
                present.cards().stream()
                        .map(card -> new NicView(card.id(), card.mac(), Optional.of(card.network()), true))
                        .toList(),
                present.bootOrder(),
                agent(guest),
                addresses(guest),
                operations(guest),
                guest.blocked().map(GuestState.Blocked::why),
                present.differences(guest.stored()));
    }

    private AgentState agent(GuestState guest) {
        boolean answers =
                guest.kind() == GuestKind.VIRTUAL_MACHINE && ready(guest) && profile.provides(Capability.AGENT);
        return answers ? AgentState.CONNECTED : AgentState.NONE;
    }

    private Optional<List<Address>> addresses(GuestState guest) {
        List<Configuration.Card> cards = guest.present().cards();
        if (!ready(guest) || cards.isEmpty() || !profile.provides(Capability.ADDRESSES)) {
            return Optional.empty();
        }
        Address.Source source = guest.kind() == GuestKind.CONTAINER ? Address.Source.CONFIGURED : Address.Source.LEASE;
        return Optional.of(
                cards.stream().map(card -> new Address(addressOf(card), source)).toList());
    }

    private static boolean ready(GuestState guest) {
        return guest.host().silentSince().isEmpty()
                && guest.is(PowerState.RUNNING)
                && guest.machine().ready();
    }

    private static Set<CurrentOperation> operations(GuestState guest) {
        Set<CurrentOperation> all = new HashSet<>(guest.jobs());
        if (guest.hasMemory() && guest.machine().plans(Machine.Step.HALT)) {
            all.add(CurrentOperation.of(Verb.SHUTDOWN));
        }
        return all;
    }
}
