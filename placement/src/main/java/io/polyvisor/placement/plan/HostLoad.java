package io.polyvisor.placement.plan;

import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.HashMap;
import java.util.Map;

/** What a host holds while a plan is drawn up: guests that are there, and places kept for those that are on their way. */
final class HostLoad {
    private final SiteHost host;
    private final SiteEndpoint endpoint;
    private final long memory;
    private final int vcpus;
    private final Map<Integer, Integer> groups = new HashMap<>();
    private long usedMemory;
    private int usedVcpus;
    private long awaitedMemory;
    private int awaitedVcpus;
    private int running;
    private boolean ready = true;
    private int moves;
    private int starts;

    HostLoad(SiteHost host, SiteEndpoint endpoint, Reserve reserve) {
        this.host = host;
        this.endpoint = endpoint;
        memory = share(host.memory().bytes(), 100 - reserve.memoryPercent());
        vcpus = host.vcpus() * (100 - reserve.vcpuPercent()) / 100;
    }

    /** Exact, and without overflow. */
    private static long share(long all, int percent) {
        return all / 100 * percent + all % 100 * percent / 100;
    }

    HostKey key() {
        return host.key();
    }

    SiteHost host() {
        return host;
    }

    SiteEndpoint endpoint() {
        return endpoint;
    }

    long memory() {
        return memory;
    }

    int vcpus() {
        return vcpus;
    }

    /** A guest that is inactive needs no room, even on a host that is too full. */
    boolean hasRoomFor(SiteGuest guest) {
        return !guest.active() || (memory - usedMemory >= guest.memory().bytes() && vcpus - usedVcpus >= guest.vcpus());
    }

    /** Whether all that is awaited would fit even if nothing left: then nobody's arrival keeps another one out. */
    boolean hasRoomForAllAwaited() {
        return memory - usedMemory >= awaitedMemory && vcpus - usedVcpus >= awaitedVcpus;
    }

    /** What is free beside what is awaited. */
    long spareMemory() {
        return memory - usedMemory - awaitedMemory;
    }

    void occupy(SiteGuest guest) {
        if (guest.active()) {
            usedMemory += guest.memory().bytes();
            usedVcpus += guest.vcpus();
        }
    }

    void vacate(SiteGuest guest) {
        if (guest.active()) {
            usedMemory -= guest.memory().bytes();
            usedVcpus -= guest.vcpus();
        }
    }

    void await(SiteGuest guest, int sign) {
        if (guest.active()) {
            awaitedMemory += sign * guest.memory().bytes();
            awaitedVcpus += sign * guest.vcpus();
        }
    }

    boolean isFreeOf(int[] fellows) {
        for (int group : fellows) {
            if (groups.getOrDefault(group, 0) > 0) {
                return false;
            }
        }
        return true;
    }

    void join(int[] memberships) {
        for (int group : memberships) {
            groups.merge(group, 1, Integer::sum);
        }
    }

    void leave(int[] memberships) {
        for (int group : memberships) {
            groups.merge(group, -1, Integer::sum);
        }
    }

    /** One more active guest runs here; what that costs more, in hundredths. */
    long costOfOneMore() {
        CostModel cost = endpoint.cost();
        return cost.perGuest().hundredths() + (running++ == 0 ? cost.perHost().hundredths() : 0);
    }

    /** One active guest fewer runs here; what that saves, in hundredths. */
    long savingOfOneLess() {
        CostModel cost = endpoint.cost();
        return cost.perGuest().hundredths() + (--running == 0 ? cost.perHost().hundredths() : 0);
    }

    int running() {
        return running;
    }

    boolean ready() {
        return ready;
    }

    void ready(boolean now) {
        ready = now;
    }

    int moves() {
        return moves;
    }

    int starts() {
        return starts;
    }

    void countMove() {
        moves++;
    }

    void countStart() {
        starts++;
    }

    void beginWave() {
        moves = 0;
        starts = 0;
    }
}
