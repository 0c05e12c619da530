package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** The records of libvirt's bulk statistics. */
final class StatsRecords {

    // struct _virDomainStatsRecord { virDomainPtr dom; virTypedParameterPtr params; int nparams; }
    private static final int DOMAIN = 0;
    private static final int PARAMETERS = 8;
    private static final int COUNT = 16;

    private StatsRecords() {}

    /** Calls, decodes and frees. */
    static List<DomainStats> read(CallDoor door, String function, ToIntFunction<PointerByReference> call) {
        return door.inside(function, () -> {
            PointerByReference records = new PointerByReference();
            int count = door.number(function, () -> call.applyAsInt(records));
            try {
                return decode(door.libvirt(), records.getValue(), count);
            } finally {
                door.libvirt().virDomainStatsRecordListFree(records.getValue());
            }
        });
    }

    private static List<DomainStats> decode(LibvirtNative libvirt, Pointer records, int count) {
        List<DomainStats> rows = new ArrayList<>(count);
        for (Pointer row : records.getPointerArray(0, count)) {
            DomainIdentity domain = DomainHandle.identity(libvirt, DomainCalls.pointer(row.getPointer(DOMAIN)));
            rows.add(new DomainStats(domain, TypedParameters.read(row.getPointer(PARAMETERS), row.getInt(COUNT))));
        }
        return rows;
    }
}
