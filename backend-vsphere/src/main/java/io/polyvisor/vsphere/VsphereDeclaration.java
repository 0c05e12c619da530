package io.polyvisor.vsphere;

import com.vmware.vim25.AboutInfo;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Protecting;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.spi.Templates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a vCenter or a host by itself cannot do, as data: absent capabilities and cells taken out of the common table, with reasons.
 * It is told by what the service says that it is, never by trying: simulators accept what no host does.
 *
 * @param vCenter whether it is a vCenter; else it is a host by itself
 * @param major the API's major version
 * @param restartsGuests whether a cluster restarts guests by itself (vSphere HA is on)
 */
record VsphereDeclaration(boolean vCenter, int major, boolean restartsGuests) {
    private static final int BOOT_ORDER_SINCE = 5;
    private static final String NEVER_PAUSED = "vSphere keeps no guest paused in memory";
    private static final String HOST_ALONE = "a host by itself %s; connect to the vCenter that manages it";

    /** The declaration of a service, by what it says that it is. */
    static VsphereDeclaration of(AboutInfo about, boolean restartsGuests) {
        boolean vCenter = "VirtualCenter".equals(about.getApiType());
        return new VsphereDeclaration(vCenter, major(about.getApiVersion()), vCenter && restartsGuests);
    }

    private static int major(String apiVersion) {
        String first = apiVersion == null ? "" : apiVersion.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }

    Capabilities capabilities() {
        Capabilities.Builder declared = Capabilities.allExcept()
                .lacks(Capability.PAUSE, NEVER_PAUSED + "; suspend it to disk instead")
                .lacks(
                        Capability.RECONFIGURE_PENDING,
                        "vSphere keeps one configuration per guest; shut it down to change what cannot be now")
                .lacks(Capability.MEMORY_HOT_REMOVE, "vSphere gives a running guest more memory, never less")
                .lacks(
                        Capability.NATIVE_DEFINITION,
                        "vSphere keeps a guest's definition beside its disks, where it outlives the host; read its .vmx file there")
                .lacks(
                        Capability.CONSOLE_SERIAL,
                        "vSphere hands no serial console out as a stream: a serial port leads to a network address or a file; "
                                + "use the vendor's console, or log in over the network");
        if (!vCenter) {
            hostAlone(declared);
        } else if (!restartsGuests) {
            declared.lacks(
                    Capability.PROTECTION_ENFORCED,
                    "no cluster here has vSphere HA switched on; switch it on and connect again, or run failover yourself");
        }
        if (major < BOOT_ORDER_SINCE) {
            declared.lacks(
                    Capability.BOOT_ORDER,
                    "the API keeps a boot order since version 5.0 and this server is older; update it");
        }
        return declared.build();
    }

    /** Whether that facet is there: what the declaration denies as a whole is not. */
    boolean offers(Class<? extends Facet> facet) {
        if (facet == Protecting.class) {
            return restartsGuests;
        }
        return vCenter || !(facet == Cloning.class || facet == Templates.class || facet == Migrating.class);
    }

    private static void hostAlone(Capabilities.Builder declared) {
        for (Capability copying : List.of(Capability.CLONE_FULL, Capability.CLONE_LINKED, Capability.TEMPLATES)) {
            declared.lacks(copying, String.format(HOST_ALONE, "clones nothing and keeps no templates"));
        }
        for (Capability moving : List.of(Capability.MIGRATE_LIVE, Capability.MIGRATE_COLD)) {
            declared.lacks(moving, String.format(HOST_ALONE, "knows no other host to move a guest to"));
        }
        declared.lacks(
                Capability.PROTECTION_ENFORCED,
                String.format(HOST_ALONE, "cannot restart its guests elsewhere") + ", or run failover yourself");
    }

    static List<Subtraction> subtractions() {
        List<Subtraction> taken = new ArrayList<>();
        Arrays.stream(Verb.values())
                .filter(Verb::actsOnGuest)
                .map(verb -> new Subtraction(verb, Set.of(PowerState.PAUSED), NEVER_PAUSED, Optional.empty()))
                .forEach(taken::add);
        taken.add(Subtraction.of(
                Verb.SNAPSHOT_DISKS,
                "the snapshot would not hold the saved memory, to which the disks belong",
                "resume the guest, or power it off and accept the loss, first",
                PowerState.SUSPENDED));
        taken.add(Subtraction.of(
                Verb.SNAPSHOT_MEMORY,
                "the guest's memory is in its own file on disk, not in the snapshot's reach",
                "resume the guest first",
                PowerState.SUSPENDED));
        return taken;
    }
}
