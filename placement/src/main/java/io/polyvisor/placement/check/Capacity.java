package io.polyvisor.placement.check;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a host may take: all of it, less the reserve. */
record Capacity(long memory, long vcpus) {

    static Capacity of(SiteHost host, Policy policy) {
        return new Capacity(
                share(host.memory().bytes(), 100 - policy.reserve().memoryPercent()),
                share(host.vcpus(), 100 - policy.reserve().vcpuPercent()));
    }

    private static long share(long all, int percent) {
        return all / 100 * percent + all % 100 * percent / 100;
    }

    boolean holds(long wantedMemory, long wantedVcpus) {
        return wantedMemory <= memory && wantedVcpus <= vcpus;
    }

    static long memory(Collection<SiteGuest> guests) {
        return guests.stream().mapToLong(guest -> guest.memory().bytes()).sum();
    }

    static long vcpus(Collection<SiteGuest> guests) {
        return guests.stream().mapToLong(SiteGuest::vcpus).sum();
    }

    /** What is wrong with that many guests on hosts that received one of them. */
    static List<Violation> faults(Situation situation) {
        List<Violation> faults = new ArrayList<>();
        for (SiteHost host : situation.site().hosts().values()) {
            if (situation.receives(host.key())) {
                faults.addAll(faults(host, situation.policy(), situation.activeAfter(host.key())));
            }
        }
        return faults;
    }

    private static List<Violation> faults(SiteHost host, Policy policy, List<SiteGuest> guests) {
        List<Violation> faults = new ArrayList<>();
        HostKey key = host.key();
        Capacity left = of(host, policy);
        long memory = memory(guests);
        long vcpus = vcpus(guests);
        if (memory > host.memory().bytes()) {
            faults.add(
                    Rule.MEMORY.broken("host " + key + " has " + host.memory().bytes() + " bytes for " + memory));
        } else if (memory > left.memory()) {
            faults.add(Rule.RESERVE.broken("host " + key + " may give " + left.memory() + " bytes, not " + memory));
        }
        if (vcpus > host.vcpus()) {
            faults.add(Rule.VCPUS.broken("host " + key + " has " + host.vcpus() + " processors for " + vcpus));
        } else if (vcpus > left.vcpus()) {
            faults.add(Rule.RESERVE.broken("host " + key + " may give " + left.vcpus() + " processors, not " + vcpus));
        }
        return faults;
    }
}
