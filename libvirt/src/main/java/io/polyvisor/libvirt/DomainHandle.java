package io.polyvisor.libvirt;

import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/**
 * One libvirt domain: identity, state, definition and power. Further calls are grouped under {@link #config()},
 * {@link #saves()}, {@link #snapshots()}, {@link #jobs()} and {@link #probes()}.
 *
 * <p>Thread-safe; to be closed, from whatever thread. Each method is one libvirt call that blocks until the daemon
 * answers and throws {@link LibvirtFault}; after {@code close()}, {@link ConnectionClosedFailure}. Flags are libvirt's,
 * see {@link Flags}.
 */
public final class DomainHandle extends NativeHandle<DomainPointer> {

    private static final int UUID_BUFFER = 37;

    private final ConnectionPointer connection;

    DomainHandle(CallDoor door, ConnectionPointer connection, DomainPointer pointer) {
        super(door, pointer, "the domain handle");
        this.connection = connection;
    }

    @Override
    int free(LibvirtNative libvirt, DomainPointer domain) {
        return libvirt.virDomainFree(domain);
    }

    /** UUID, name and number as this handle knows them; no round trip. */
    public DomainIdentity identity() {
        return using("virDomainGetUUIDString", domain -> identity(libvirt(), domain));
    }

    /** 36 lower-case characters; no round trip. */
    public String uuid() {
        return identity().uuid();
    }

    static DomainIdentity identity(LibvirtNative libvirt, DomainPointer domain) {
        byte[] uuid = new byte[UUID_BUFFER];
        if (libvirt.virDomainGetUUIDString(domain, uuid) < 0) {
            throw NativeErrors.last(libvirt, "virDomainGetUUIDString");
        }
        String name = libvirt.virDomainGetName(domain);
        if (name == null) {
            throw NativeErrors.last(libvirt, "virDomainGetName");
        }
        int id = libvirt.virDomainGetID(domain);
        return new DomainIdentity(
                new String(uuid, 0, UUID_BUFFER - 1, StandardCharsets.US_ASCII),
                name,
                id < 0 ? OptionalInt.empty() : OptionalInt.of(id));
    }

    /** {@code virDomainGetState}. */
    public DomainState state() {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        effect("virDomainGetState", domain -> libvirt().virDomainGetState(domain, state, reason, 0));
        return DomainState.of(state.getValue(), reason.getValue());
    }

    /** {@code virDomainIsActive}: whether an instance exists now, running or paused. */
    public boolean isActive() {
        return truth("virDomainIsActive", domain -> libvirt().virDomainIsActive(domain));
    }

    /** {@code virDomainIsPersistent}: whether it stays defined when it stops. */
    public boolean isPersistent() {
        return truth("virDomainIsPersistent", domain -> libvirt().virDomainIsPersistent(domain));
    }

    /** {@code virDomainGetXMLDesc}; {@code flags}: {@code Flags.XML_...}. */
    public String xml(int flags) {
        return text("virDomainGetXMLDesc", domain -> libvirt().virDomainGetXMLDesc(domain, flags));
    }

    /** {@code virDomainCreateWithFlags}: starts; {@code flags}: {@code Flags.START_...}. */
    public void create(int flags) {
        effect("virDomainCreateWithFlags", domain -> libvirt().virDomainCreateWithFlags(domain, flags));
    }

    /** {@code virDomainShutdownFlags}: asks the guest; {@code flags}: {@code Flags.SHUTDOWN_...}. */
    public void shutdown(int flags) {
        effect("virDomainShutdownFlags", domain -> libvirt().virDomainShutdownFlags(domain, flags));
    }

    /** {@code virDomainDestroyFlags}: pulls the plug; {@code flags}: {@code Flags.DESTROY_...}. */
    public void destroy(int flags) {
        effect("virDomainDestroyFlags", domain -> libvirt().virDomainDestroyFlags(domain, flags));
    }

    /** {@code virDomainReboot}: asks the guest; {@code flags} as for {@link #shutdown}. */
    public void reboot(int flags) {
        effect("virDomainReboot", domain -> libvirt().virDomainReboot(domain, flags));
    }

    /** {@code virDomainReset}: presses the reset button. */
    public void reset() {
        effect("virDomainReset", domain -> libvirt().virDomainReset(domain, 0));
    }

    /** {@code virDomainSuspend}: pauses in memory. */
    public void suspend() {
        effect("virDomainSuspend", domain -> libvirt().virDomainSuspend(domain));
    }

    /** {@code virDomainResume}. */
    public void resume() {
        effect("virDomainResume", domain -> libvirt().virDomainResume(domain));
    }

    /** {@code virDomainUndefineFlags}; {@code flags}: {@code Flags.UNDEFINE_...}. */
    public void undefine(int flags) {
        effect("virDomainUndefineFlags", domain -> libvirt().virDomainUndefineFlags(domain, flags));
    }

    /** {@code virDomainRename}; only while inactive. This handle keeps telling the old name. */
    public void rename(String name) {
        effect("virDomainRename", domain -> libvirt().virDomainRename(domain, name, 0));
    }

    /** {@code virDomainGetAutostart}. */
    public boolean autostart() {
        IntByReference on = new IntByReference();
        effect("virDomainGetAutostart", domain -> libvirt().virDomainGetAutostart(domain, on));
        return on.getValue() != 0;
    }

    /** {@code virDomainSetAutostart}. */
    public void setAutostart(boolean on) {
        effect("virDomainSetAutostart", domain -> libvirt().virDomainSetAutostart(domain, on ? 1 : 0));
    }

    /**
     * {@code virDomainOpenConsole}: the bytes of a serial console, both ways; only while active.
     *
     * @param device alias of the console; null for the first one
     * @param flags {@code Flags.CONSOLE_...}
     */
    public LibvirtStream openConsole(@Nullable String device, int flags) {
        return using(
                "virDomainOpenConsole",
                domain -> LibvirtStream.open(
                        door(),
                        connection,
                        "virDomainOpenConsole",
                        true,
                        stream -> libvirt().virDomainOpenConsole(domain, device, stream, flags)));
    }

    /** Metadata, memory, CPUs and devices. */
    public DomainConfig config() {
        return new DomainConfig(this);
    }

    /** The managed save: memory on disk. */
    public DomainSaves saves() {
        return new DomainSaves(this);
    }

    /** Snapshots. */
    public DomainSnapshots snapshots() {
        return new DomainSnapshots(this);
    }

    /** Migration and running jobs. */
    public DomainJobs jobs() {
        return new DomainJobs(this);
    }

    /** Measurements, addresses and the guest agent. */
    public DomainProbes probes() {
        return new DomainProbes(this);
    }
}
