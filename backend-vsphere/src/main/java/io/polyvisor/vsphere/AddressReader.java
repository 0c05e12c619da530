package io.polyvisor.vsphere;

import com.vmware.vim25.GuestNicInfo;
import io.polyvisor.model.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A guest's addresses, as the tools in it tell them. Pure. */
final class AddressReader {
    private AddressReader() {}

    /** What the guest's NICs have, less what every guest has of itself; empty is unknown. */
    static Optional<List<Address>> read(List<GuestNicInfo> nics, Optional<String> primary) {
        Set<String> texts = new LinkedHashSet<>();
        for (GuestNicInfo nic : nics) {
            texts.addAll(Rows.list(nic.getIpAddress()));
        }
        primary.ifPresent(texts::add);
        List<Address> addresses = new ArrayList<>();
        for (String text : texts) {
            if (isOfUse(text)) {
                addresses.add(new Address(text, Address.Source.AGENT));
            }
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(addresses));
    }

    private static boolean isOfUse(String text) {
        return text.matches("[0-9a-fA-F.:]{2,64}") && !text.startsWith("127.") && !text.equals("::1");
    }
}
