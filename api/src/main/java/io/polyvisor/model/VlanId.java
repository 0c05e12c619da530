package io.polyvisor.model;

/**
 * A VLAN tag as IEEE 802.1Q numbers it. Belongs to a network, never to a NIC.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 4094
 */
public record VlanId(int value) implements Comparable<VlanId> {

    /** Checks the range. */
    public VlanId {
        if (value < 1 || value > 4094) {
            throw new IllegalArgumentException("VLAN " + value + " is out of range; 1 to 4094 is right");
        }
    }

    /** Same as the constructor; reads well in a sentence. */
    public static VlanId of(int value) {
        return new VlanId(value);
    }

    @Override
    public int compareTo(VlanId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
