package io.polyvisor.tck.lockstep;

import io.polyvisor.model.MacAddress;

/**
 * The hardware addresses that a walk hands out, by number.
 *
 * @param walk two octets that tell walks apart on one network
 */
record Addresses(int walk) {

    MacAddress of(int number) {
        return MacAddress.of(String.format("02:77:%02x:%02x:00:%02x", walk >> 8 & 0xff, walk & 0xff, number & 0xff));
    }

    /** The number of an address; large when it is none of the walk's. */
    int number(MacAddress address) {
        String ours = of(0).value().substring(0, 15);
        return address.value().startsWith(ours)
                ? Integer.parseInt(address.value().substring(15), 16)
                : Integer.MAX_VALUE;
    }
}
