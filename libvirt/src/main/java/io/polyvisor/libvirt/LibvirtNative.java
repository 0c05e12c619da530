package io.polyvisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.DomainSnapshotPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * libvirt's C functions: those that libvirt-java's JNA interface binds, which this extends, and those that it lacks.
 *
 * <p>Overloads of bound functions replace a mapping that cannot be used: a {@code Structure} whose {@code String} libvirt
 * would free, a callback that copies a structure for each error, arrays that JNA would have to lay out.
 */
interface LibvirtNative extends Libvirt {

    // Errors
    @Nullable
    Pointer virSaveLastError();

    void virFreeError(Pointer error);

    /** {@code virErrorFunc}, with the error left as the pointer that it is. */
    interface ErrorCallback extends Callback {
        void invoke(@Nullable Pointer userData, Pointer error);
    }

    void virSetErrorFunc(@Nullable Pointer userData, Callback callback);

    // Connection and host
    /** {@code virConnectAuthCallbackPtr}; credentials are an array of 48-byte structures. */
    interface AuthCallback extends Callback {
        int invoke(Pointer credentials, int count, @Nullable Pointer userData);
    }

    @Nullable
    ConnectionPointer virConnectOpenAuth(String uri, @Nullable Pointer auth, int flags);

    int virConnectGetAllDomainStats(ConnectionPointer c, int stats, PointerByReference records, int flags);

    /** {@code domains} is an array of pointers that ends with null. */
    int virDomainListGetStats(Pointer domains, int stats, PointerByReference records, int flags);

    void virDomainStatsRecordListFree(Pointer records);

    int virConnectListAllDomains(ConnectionPointer c, PointerByReference domains, int flags);

    int virConnectListAllStoragePools(ConnectionPointer c, PointerByReference pools, int flags);

    int virConnectListAllNetworks(ConnectionPointer c, PointerByReference networks, int flags);

    @Nullable
    CString virConnectGetDomainCapabilities(
            ConnectionPointer c,
            @Nullable String emulator,
            @Nullable String arch,
            @Nullable String machine,
            @Nullable String virtType,
            int flags);

    int virNodeGetCPUStats(ConnectionPointer c, int cpu, @Nullable Pointer params, IntByReference count, int flags);

    int virNodeGetMemoryStats(ConnectionPointer c, int cell, @Nullable Pointer params, IntByReference count, int flags);

    // Domains
    @Nullable
    DomainPointer virDomainDefineXMLFlags(ConnectionPointer c, String xml, int flags);

    int virDomainGetState(DomainPointer d, IntByReference state, IntByReference reason, int flags);

    int virDomainShutdownFlags(DomainPointer d, int flags);

    int virDomainDestroyFlags(DomainPointer d, int flags);

    int virDomainRename(DomainPointer d, String name, int flags);

    int virDomainSetMemoryFlags(DomainPointer d, NativeLong kib, int flags);

    int virDomainGetVcpusFlags(DomainPointer d, int flags);

    @Nullable
    CString virDomainManagedSaveGetXMLDesc(DomainPointer d, int flags);

    int virDomainManagedSaveDefineXML(DomainPointer d, String xml, int flags);

    int virDomainOpenConsole(DomainPointer d, @Nullable String device, StreamPointer s, int flags);

    int virDomainMemoryStats(DomainPointer d, Pointer stats, int count, int flags);

    int virDomainInterfaceFree(Pointer address);

    // Snapshots
    int virDomainListAllSnapshots(DomainPointer d, PointerByReference snapshots, int flags);

    @Nullable
    String virDomainSnapshotGetName(DomainSnapshotPointer s);

    @Nullable
    DomainSnapshotPointer virDomainSnapshotGetParent(DomainSnapshotPointer s, int flags);

    int virDomainSnapshotIsCurrent(DomainSnapshotPointer s, int flags);

    // Migration and jobs
    @Nullable
    DomainPointer virDomainMigrate3(
            DomainPointer d, ConnectionPointer destination, @Nullable Pointer params, int count, int flags);

    int virDomainMigrateToURI3(DomainPointer d, String uri, @Nullable Pointer params, int count, int flags);

    int virDomainMigrateSetMaxSpeed(DomainPointer d, NativeLong mibPerSecond, int flags);

    // Storage
    int virStoragePoolListAllVolumes(StoragePoolPointer p, PointerByReference volumes, int flags);

    // Streams
    int virStreamSend(StreamPointer s, byte[] data, SizeT length);

    int virStreamRecv(StreamPointer s, byte[] data, SizeT length);

    int virStreamEventAddCallback(
            StreamPointer s, int events, Callback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    // Events
    int virConnectDomainEventRegisterAny(
            ConnectionPointer c,
            @Nullable DomainPointer d,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** {@code virConnectCloseFunc}, with the connection left as the pointer that it is. */
    interface CloseCallback extends Callback {
        void invoke(Pointer connection, int reason, @Nullable Pointer opaque);
    }

    int virConnectRegisterCloseCallback(
            ConnectionPointer c, Callback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    int virConnectUnregisterCloseCallback(ConnectionPointer c, Callback callback);
}
