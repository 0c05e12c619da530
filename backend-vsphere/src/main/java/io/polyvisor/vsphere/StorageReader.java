package io.polyvisor.vsphere;

import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.VmfsDatastoreInfo;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import java.util.Locale;
import java.util.Optional;

/** Datastores as the contract's records. Pure. */
final class StorageReader {
    static final String TYPE = "Datastore";

    private static final String ACCESSIBLE = "summary.accessible";
    private static final String MAINTENANCE = "summary.maintenanceMode";
    private static final String KIND = "summary.type";
    private static final String CAPACITY = "summary.capacity";
    private static final String FREE = "summary.freeSpace";
    private static final String UNCOMMITTED = "summary.uncommitted";
    private static final String INFO = "info";

    private StorageReader() {}

    /** What is read of every datastore. */
    static PropertySpec reads() {
        return Visits.read(TYPE, "name", ACCESSIBLE, MAINTENANCE, KIND, CAPACITY, FREE, UNCOMMITTED, INFO);
    }

    /** The datastore of a row, under its identity. */
    static StorageView read(PropertyRow row, String id) {
        boolean accessible = row.value(ACCESSIBLE, Boolean.class).orElse(false);
        return new StorageView(
                StorageId.of(id),
                row.value(KIND, String.class).orElse("unknown").toLowerCase(Locale.ROOT),
                isUsable(row),
                accessible ? amount(row, CAPACITY) : Optional.empty(),
                accessible ? amount(row, FREE) : Optional.empty(),
                accessible ? promised(row) : Optional.empty(),
                row.value(INFO, DatastoreInfo.class).flatMap(StorageReader::backing));
    }

    /** Whether volumes can be made there: reachable, and not being emptied for maintenance. */
    static boolean isUsable(PropertyRow row) {
        return row.value(ACCESSIBLE, Boolean.class).orElse(false)
                && row.value(MAINTENANCE, String.class).orElse("normal").equals("normal");
    }

    /** What is written, and what may still be written to thin disks. */
    private static Optional<Memory> promised(PropertyRow row) {
        Optional<Memory> capacity = amount(row, CAPACITY);
        Optional<Memory> free = amount(row, FREE);
        Optional<Memory> uncommitted = amount(row, UNCOMMITTED);
        return capacity.isPresent() && free.isPresent() && uncommitted.isPresent()
                ? Optional.of(capacity.get().minusOrZero(free.get()).plus(uncommitted.get()))
                : Optional.empty();
    }

    private static Optional<Memory> amount(PropertyRow row, String path) {
        return row.value(path, Number.class)
                .filter(bytes -> bytes.longValue() >= 0)
                .map(bytes -> Memory.bytes(bytes.longValue()));
    }

    /** What is the same wherever it is seen: a VMFS volume's uuid, or a server and what it exports. */
    private static Optional<String> backing(DatastoreInfo info) {
        if (info instanceof VmfsDatastoreInfo vmfs) {
            return Optional.ofNullable(vmfs.getVmfs())
                    .map(HostVmfsVolume::getUuid)
                    .map(uuid -> "vmfs://" + uuid);
        }
        if (info instanceof NasDatastoreInfo nas) {
            return Optional.ofNullable(nas.getNas()).flatMap(StorageReader::export);
        }
        return Optional.empty();
    }

    // Spelled as the libvirt backends spell it, so that one export is one storage everywhere.
    private static Optional<String> export(HostNasVolume nas) {
        return nas.getRemoteHost() == null || nas.getRemotePath() == null
                ? Optional.empty()
                : Optional.of("netfs://" + nas.getRemoteHost() + "/" + nas.getRemotePath());
    }
}
