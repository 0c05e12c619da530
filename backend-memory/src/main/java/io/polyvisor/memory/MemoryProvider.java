package io.polyvisor.memory;

import io.polyvisor.Access;
import io.polyvisor.memory.faults.FaultInjection;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.List;
import java.util.Set;

/**
 * The reference model's front door: {@code memory:///NAME}. All connections of this JVM to one name see the same site.
 *
 * <p>The name chooses the preset: {@code empty}, {@code demo}, {@code two-hosts}, {@code twins}, {@code hybrid}, {@code forum},
 * {@code kb}, {@code inhouse}, {@code central}, {@code pool18}, {@code containers}. Parameters:
 *
 * <ul>
 *   <li>{@code preset=NAME}: that preset under a name of its own;
 *   <li>{@code private}: a fresh site that no other connection sees;
 *   <li>{@code world=NAME}: a fresh set of sites, shared by all who name it; guests migrate between sites of one world;
 *   <li>{@code kept=FILE}: the world is kept in that file and outlives the process; see below;
 *   <li>{@code speed=instant|quick|lifelike}: how long things take; lifelike unless time is real, then quick;
 *   <li>{@code like=kvm|libxl|vsphere|openvz}: declares no more than such a hypervisor can;
 *   <li>{@code lacks=CAPABILITY,...}: declares those as absent;
 *   <li>{@code guests=N}: that many more guests, OFF and bare;
 *   <li>{@code fallen=HOST,...}: from now on exactly these hosts of the site have lost their power, and their guests with it; {@code
 *       fallen=} brings all of them back, and they start the guests that start with their host;
 *   <li>{@code fault=RULE,...}: lets mishaps strike this connection, such as {@code Driver.start:BUSY_ONCE}; see {@link FaultRule}.
 * </ul>
 *
 * <p><b>Kept sites.</b> All sites that name one file are kept in it together and see each other, so {@code world=NAME} may be left
 * out. After each change, before the call returns that made it, the file is replaced as a whole by a rename in its directory: whoever is
 * killed at whatever moment leaves a state that was, and a guest that moves between two sites of the file is never on both nor on
 * neither. Kept is everything but what belongs to a connection: open serial lines, subscriptions, and work in progress, which leaves
 * nothing behind, as if it had failed. Time goes on while nobody has the file open: a guest that was booting has booted when the next
 * one looks. The file is text, versioned in its first line, readable by its owner only (it holds the seeds); it is not forced to the
 * disk, so it outlives processes, not the machine's power. Its size and the cost of a call grow with the world: some milliseconds for a
 * thousand guests. {@code preset}, {@code speed} and {@code guests} count when the site is first made.
 *
 * <p>All connections of one JVM share an open file, on one clock. Another process is refused with BUSY until the last of them is closed
 * or its process ends; the lock is the operating system's, on {@code FILE.lock} beside the file, which stays there. A file of another
 * version, or one that makes no sense, is refused with the line that is wrong and left as it is. When the disk is full the call that
 * made the change says that it may not be kept, and so does every later one until there is room.
 *
 * <p>A site keeps time by the clock of the call that opened it first; connections with different clocks never see the same site.
 * Credentials are not looked at. Thread-safe and without state of its own.
 */
public final class MemoryProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public String description() {
        return "the reference model, in this JVM";
    }

    @Override
    public Driver open(EndpointUri uri, Access access, Call call) {
        SiteAddress address = SiteAddress.of(uri);
        Profile profile = address.profile();
        List<FaultRule> faults = address.faults();
        Driver driver = new MemoryDriver(new MemorySession(address.enter(call.time()), profile));
        return faults.isEmpty() ? driver : FaultInjection.of(faults).around(driver);
    }
}
