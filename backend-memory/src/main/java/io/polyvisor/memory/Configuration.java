package io.polyvisor.memory;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.VolumeId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A guest's configuration: immutable, so that a snapshot keeps it by keeping the reference. */
record Configuration(
        int vcpus,
        int maxVcpus,
        Memory memory,
        Memory maxMemory,
        List<Slot> slots,
        List<Card> cards,
        List<BootDevice> bootOrder,
        String description,
        Optional<SeedSpec> seed) {

    Configuration {
        slots = List.copyOf(slots);
        cards = List.copyOf(cards);
        bootOrder = List.copyOf(bootOrder);
    }

    /** A disk slot, with the key under which it was filled. */
    record Slot(DiskId id, DiskView.Role role, Optional<VolumeId> volume, boolean readOnly, Optional<CreationKey> key) {

        Slot holding(Optional<VolumeId> other) {
            return new Slot(id, role, other, readOnly, key);
        }

        DiskView view() {
            String source = volume.map(VolumeId::toString).orElse("");
            return new DiskView(id, role, volume, source, readOnly, false);
        }
    }

    /** A NIC. */
    record Card(NicId id, MacAddress mac, NetworkId network) {}

    Configuration processors(int count) {
        // Room to grow stays where there was some; a guest without any gets none.
        int most = vcpus == maxVcpus ? count : Math.max(count, maxVcpus);
        return new Configuration(count, most, memory, maxMemory, slots, cards, bootOrder, description, seed);
    }

    Configuration memory(Memory amount) {
        boolean full = memory.equals(maxMemory) || amount.isMoreThan(maxMemory);
        Memory most = full ? amount : maxMemory;
        return new Configuration(vcpus, maxVcpus, amount, most, slots, cards, bootOrder, description, seed);
    }

    Configuration slots(List<Slot> others) {
        return new Configuration(vcpus, maxVcpus, memory, maxMemory, others, cards, bootOrder, description, seed);
    }

    Configuration cards(List<Card> others) {
        return new Configuration(vcpus, maxVcpus, memory, maxMemory, slots, others, bootOrder, description, seed);
    }

    Configuration bootOrder(List<BootDevice> order) {
        return new Configuration(vcpus, maxVcpus, memory, maxMemory, slots, cards, order, description, seed);
    }

    Configuration description(String text) {
        return new Configuration(vcpus, maxVcpus, memory, maxMemory, slots, cards, bootOrder, text, seed);
    }

    Configuration seed(Optional<SeedSpec> told) {
        return new Configuration(vcpus, maxVcpus, memory, maxMemory, slots, cards, bootOrder, description, told);
    }

    Configuration with(Slot slot) {
        List<Slot> more = new ArrayList<>(slots);
        more.add(slot);
        return slots(more);
    }

    Configuration with(Card card) {
        List<Card> more = new ArrayList<>(cards);
        more.add(card);
        return cards(more);
    }

    Configuration without(DiskId slot) {
        return slots(slots.stream().filter(each -> !each.id().equals(slot)).toList());
    }

    Configuration without(NicId card) {
        return cards(cards.stream().filter(each -> !each.id().equals(card)).toList());
    }

    Configuration replacing(Slot slot) {
        return slots(slots.stream()
                .map(each -> each.id().equals(slot.id()) ? slot : each)
                .toList());
    }

    Optional<Slot> slot(DiskId id) {
        return slots.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    Optional<Card> card(NicId id) {
        return cards.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The disks that hold the guest's own data, in order. */
    List<Slot> disks() {
        return slots.stream().filter(each -> each.role() == DiskView.Role.DISK).toList();
    }

    boolean names(VolumeId volume) {
        return slots.stream().anyMatch(each -> each.volume().equals(Optional.of(volume)));
    }

    DiskId freeDisk() {
        return IntStream.range(0, 702)
                .mapToObj(i -> DiskId.of("vd" + letters(i)))
                .filter(id -> slot(id).isEmpty())
                .findFirst()
                .orElseThrow(() -> Refusal.state("all disk slots are taken", "detach a disk first"));
    }

    NicId freeNic() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> NicId.of("nic" + i))
                .filter(id -> card(id).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Fields in which {@code other} differs. */
    Set<GuestField> differences(Configuration other) {
        Set<GuestField> found = EnumSet.noneOf(GuestField.class);
        if (vcpus != other.vcpus || maxVcpus != other.maxVcpus) {
            found.add(GuestField.VCPUS);
        }
        if (!memory.equals(other.memory) || !maxMemory.equals(other.maxMemory)) {
            found.add(GuestField.MEMORY);
        }
        if (!bootOrder.equals(other.bootOrder)) {
            found.add(GuestField.BOOT_ORDER);
        }
        if (!slots.equals(other.slots)) {
            found.add(GuestField.DISKS);
        }
        if (!cards.equals(other.cards)) {
            found.add(GuestField.NICS);
        }
        return found;
    }

    private static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? last : (char) ('a' + index / 26 - 1) + last;
    }
}
