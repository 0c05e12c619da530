package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.AgentState;

/**
 * Whether new guests use the host's hardware (type kvm) or are emulated (type qemu).
 *
 * <p>A host's own word counts for nothing: {@code /dev/kvm} may be there and capabilities may say kvm where no guest's kernel gets
 * through its boot, though firmware does. So unless the operator says which, kvm is used only once a guest of that type was seen
 * whose operating system came up far enough to start its agent.
 */
enum Acceleration {
    /** The operator said so: never. */
    NEVER,
    /** The operator said so: always. */
    ALWAYS,
    /** Where a guest was seen to run with it. */
    WHERE_SEEN;

    private static final int LOOKED_AT = 32;

    /** Whether a guest that is made now uses it. */
    boolean now(KvmSession session, LibvirtConnection libvirt) {
        return switch (this) {
            case NEVER -> false;
            case ALWAYS -> true;
            case WHERE_SEEN -> session.seenAccelerated(() -> isSeen(libvirt));
        };
    }

    private static boolean isSeen(LibvirtConnection libvirt) {
        try (HandleList<DomainHandle> running = libvirt.domains().list(Flags.LIST_RUNNING)) {
            return running.asList().stream().limit(LOOKED_AT).anyMatch(Acceleration::proves);
        }
    }

    private static boolean proves(DomainHandle domain) {
        try {
            DomainReader now = GuestReading.read(domain, Flags.NONE);
            return now.xml().attribute("type").orElse("").equals("kvm") && now.agent() == AgentState.CONNECTED;
        } catch (LibvirtFault gone) {
            if (gone.is("VIR_ERR_NO_DOMAIN")) {
                return false;
            }
            throw gone;
        }
    }
}
