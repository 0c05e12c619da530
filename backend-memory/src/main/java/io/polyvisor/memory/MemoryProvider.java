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
 * {@code kb}, {@code central}, {@code pool18}, {@code containers}. Parameters:
 *
 * <ul>
 *   <li>{@code preset=NAME}: that preset under a name of its own;
 *   <li>{@code private}: a fresh site that no other connection sees;
 *   <li>{@code world=NAME}: a fresh set of sites, shared by all who name it; guests migrate between sites of one world;
 *   <li>{@code speed=instant|quick|lifelike}: how long things take; lifelike unless time is real, then quick;
 *   <li>{@code like=kvm|libxl|vsphere|openvz}: declares no more than such a hypervisor can;
 *   <li>{@code lacks=CAPABILITY,...}: declares those as absent;
 *   <li>{@code guests=N}: that many more guests, OFF and bare;
 *   <li>{@code fault=RULE,...}: lets mishaps strike this connection, such as {@code Driver.start:BUSY_ONCE}; see {@link FaultRule}.
 * </ul>
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
        Driver driver = new MemoryDriver(new MemorySession(address.site(call.time()), profile));
        return faults.isEmpty() ? driver : FaultInjection.of(faults).around(driver);
    }
}
