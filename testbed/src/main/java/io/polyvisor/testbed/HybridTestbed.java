package io.polyvisor.testbed;

import java.time.Duration;

/**
 * A site of two kinds, for a test: a simulated vCenter as the central service, and two private libvirt hosts side by side as what is
 * kept in-house. The hosts share a pool with the image of the {@link ReadyGuest}; all have a network of the same name.
 *
 * <p>It is on from {@link #start} to {@link #close()} and leaves nothing behind. Failures are {@link TestbedFailure}s.
 */
public final class HybridTestbed implements AutoCloseable {
    /** The pool that both hosts see. */
    public static final String POOL = "shared";
    /** The bootable image in it. */
    public static final String IMAGE = "linux.qcow2";
    /** The network that the vCenter and both hosts have. */
    public static final String NETWORK = "servers";
    /** Its VLAN, which the vCenter knows and libvirt does not. */
    public static final int VLAN = 42;
    /** The vCenter's datastore. */
    public static final String DATASTORE = "LocalDS_0";

    private static final Duration EVERY = Duration.ofMillis(200);

    private final Vcsim central;
    private final LibvirtHost one;
    private final LibvirtHost two;

    private HybridTestbed(Vcsim central, LibvirtHost one, LibvirtHost two) {
        this.central = central;
        this.one = one;
        this.two = two;
    }

    /** Whether it can be had on this machine. */
    public static Availability availability() {
        return LibvirtHost.availability().isAvailable() ? Vcsim.availability() : LibvirtHost.availability();
    }

    /**
     * Starts all three, the hosts as {@code kvm1} and {@code kvm2}; blocks for a few seconds.
     *
     * @throws TestbedFailure when they cannot be started: ask {@link #availability()} before
     */
    public static HybridTestbed start() {
        LibvirtHost one = LibvirtHost.start("kvm1");
        try {
            LibvirtHost two = LibvirtHost.named("kvm2").beside(one).start();
            try {
                return furnished(one, two, Vcsim.vCenter().hosts(2).start());
            } catch (RuntimeException e) {
                two.close();
                throw e;
            }
        } catch (RuntimeException e) {
            one.close();
            throw e;
        }
    }

    private static HybridTestbed furnished(LibvirtHost one, LibvirtHost two, Vcsim central) {
        try {
            central.equipment().makeNetwork(NETWORK, VLAN);
            ReadyGuest.obtain().copyDiskTo(one.images().resolve(IMAGE));
            for (LibvirtHost host : new LibvirtHost[] {one, two}) {
                host.definePool(POOL, one.images());
                host.defineNetwork(NETWORK);
            }
            return new HybridTestbed(central, one, two);
        } catch (RuntimeException e) {
            central.close();
            throw e;
        }
    }

    /** The central service. */
    public Vcsim central() {
        return central;
    }

    /** The in-house host {@code kvm1}; the pool's files lie with it, so it is to be closed last. */
    public LibvirtHost one() {
        return one;
    }

    /** The in-house host {@code kvm2}. */
    public LibvirtHost two() {
        return two;
    }

    /** Begins to look at all three places every 200 ms, and finds guests that run at two of them at once. */
    public DoubleRunWatch watch() {
        return DoubleRunWatch.over(EVERY, RunningGuests.on(one), RunningGuests.on(two), RunningGuests.on(central));
    }

    @Override
    public void close() {
        central.close();
        two.close();
        one.close();
    }
}
