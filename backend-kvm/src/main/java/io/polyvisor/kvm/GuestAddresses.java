package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.DomainState;
import io.polyvisor.libvirt.InterfaceAddresses;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses of running guests: the agent's where one answers, else those that libvirt leased. libvirt waits five seconds for an
 * agent that is connected and silent, so one that was silent is left alone for a while.
 *
 * <p>Thread-safe.
 */
final class GuestAddresses {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(60);

    private final Map<String, Long> silentSince = new ConcurrentHashMap<>();

    Optional<List<Address>> of(DomainHandle domain, DomainState state, DomainReader now) {
        if (state.power() != DomainState.Power.RUNNING) {
            return Optional.empty();
        }
        if (now.agent() == AgentState.CONNECTED && mayBeAsked(domain.uuid())) {
            Optional<List<Address>> told = asked(domain);
            if (told.isPresent()) {
                return told;
            }
        }
        return now.nics().stream().anyMatch(nic -> nic.network().isPresent()) ? leased(domain) : Optional.empty();
    }

    private boolean mayBeAsked(String uuid) {
        Long since = silentSince.get(uuid);
        return since == null || System.nanoTime() - since > LEFT_ALONE.toNanos();
    }

    private Optional<List<Address>> asked(DomainHandle domain) {
        try {
            Optional<List<Address>> told = known(domain, InterfaceAddresses.Source.AGENT, Address.Source.AGENT);
            silentSince.remove(domain.uuid());
            return told;
        } catch (LibvirtFault noAnswer) {
            // An agent may be too old, busy, or gone since; its guest is observed all the same.
            leaveAlone(domain.uuid());
            return Optional.empty();
        }
    }

    private void leaveAlone(String uuid) {
        long now = System.nanoTime();
        silentSince.values().removeIf(since -> now - since > LEFT_ALONE.toNanos());
        silentSince.put(uuid, now);
    }

    private static Optional<List<Address>> leased(DomainHandle domain) {
        try {
            return known(domain, InterfaceAddresses.Source.LEASE, Address.Source.LEASE);
        } catch (LibvirtFault said) {
            if (said.is("VIR_ERR_NO_NETWORK") || said.is("VIR_ERR_OPERATION_INVALID")) {
                return Optional.empty();
            }
            throw said;
        }
    }

    private static Optional<List<Address>> known(
            DomainHandle domain, InterfaceAddresses.Source from, Address.Source source) {
        List<Address> found = new ArrayList<>();
        for (InterfaceAddresses nic : domain.probes().addresses(from)) {
            nic.addresses().stream()
                    .map(InterfaceAddresses.Address::text)
                    .filter(text -> !text.isBlank() && !text.startsWith("127.") && !text.equals("::1"))
                    .forEach(text -> found.add(new Address(text, source)));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found));
    }
}
