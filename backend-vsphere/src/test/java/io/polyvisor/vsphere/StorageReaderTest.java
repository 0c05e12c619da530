package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostVmfsVolume;
import com.vmware.vim25.LocalDatastoreInfo;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.VmfsDatastoreInfo;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import org.junit.jupiter.api.Test;

final class StorageReaderTest {

    @Test
    void a_datastore_has_what_was_read() {
        StorageView view = StorageReader.read(store().row(), "store");
        assertThat(view.id()).isEqualTo(StorageId.of("store"));
        assertThat(view.kind()).isEqualTo("vmfs");
        assertThat(view.usable()).isTrue();
        assertThat(view.capacity()).contains(Memory.gib(10));
        assertThat(view.free()).contains(Memory.gib(4));
    }

    @Test
    void what_is_promised_is_what_is_written_and_what_may_be_written() {
        assertThat(StorageReader.read(store().row(), "store").promised()).contains(Memory.gib(9));
        assertThat(StorageReader.read(store().without("summary.uncommitted").row(), "store")
                        .promised())
                .isEmpty();
    }

    @Test
    void what_is_out_of_reach_is_not_usable_and_its_numbers_are_memories() {
        StorageView view =
                StorageReader.read(store().with("summary.accessible", false).row(), "store");
        assertThat(view.usable()).isFalse();
        assertThat(view.capacity()).isEmpty();
        assertThat(view.free()).isEmpty();
        assertThat(view.promised()).isEmpty();
    }

    @Test
    void a_datastore_in_maintenance_takes_nothing_new() {
        assertThat(StorageReader.isUsable(
                        store().with("summary.maintenanceMode", "inMaintenance").row()))
                .isFalse();
        assertThat(StorageReader.isUsable(
                        store().with("summary.maintenanceMode", "normal").row()))
                .isTrue();
    }

    @Test
    void the_backing_is_a_volumes_uuid_or_an_export_and_a_path_proves_nothing() {
        HostVmfsVolume volume = new HostVmfsVolume();
        volume.setUuid("4f0-1");
        VmfsDatastoreInfo vmfs = new VmfsDatastoreInfo();
        vmfs.setVmfs(volume);
        HostNasVolume export = new HostNasVolume();
        export.setRemoteHost("filer");
        export.setRemotePath("/guests");
        NasDatastoreInfo nas = new NasDatastoreInfo();
        nas.setNas(export);
        assertThat(StorageReader.read(store().with("info", vmfs).row(), "s").backing())
                .contains("vmfs://4f0-1");
        assertThat(StorageReader.read(store().with("info", nas).row(), "s").backing())
                .contains("netfs://filer//guests");
        assertThat(StorageReader.read(
                                store().with("info", new LocalDatastoreInfo()).row(), "s")
                        .backing())
                .isEmpty();
    }

    private static RowOf store() {
        return RowOf.object("Datastore", "datastore-1")
                .with("summary.type", "VMFS")
                .with("summary.accessible", true)
                .with("summary.capacity", Memory.gib(10).bytes())
                .with("summary.freeSpace", Memory.gib(4).bytes())
                .with("summary.uncommitted", Memory.gib(3).bytes());
    }
}
