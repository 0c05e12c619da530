package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VmDiskFileInfo;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Paths, listings and uploads of volumes, without a datastore. */
final class VolumeFilesTest {
    private static final ManagedObjectReference DATACENTER = GuestCalls.reference("Datacenter", "datacenter-2");
    private static final Landscape.StoragePlace FAST = new Landscape.StoragePlace(
            StorageId.of("fast"),
            GuestCalls.reference("Datastore", "datastore-1"),
            "fast",
            DATACENTER,
            true,
            GuestCalls.reference("HostDatastoreBrowser", "browser-1"));

    @Test
    void path_is_read_as_it_was_written_however_servers_spell_its_directory() {
        DatastorePath path = new DatastorePath("my store", "dir/a b.vmdk");
        assertThat(DatastorePath.parse(path.toString())).contains(path);
        assertThat(path.directory().child(path.file())).isEqualTo(path);
        for (String spelled : List.of("[fast] dir", "[fast] dir/", "[fast]dir", "[fast]/dir")) {
            assertThat(DatastorePath.parse(spelled)).contains(new DatastorePath("fast", "dir"));
        }
        assertThat(DatastorePath.parse("[fast]").flatMap(DatastorePath::volume)).isEmpty();
        assertThat(DatastorePath.parse("ds:///vmfs/x")).isEmpty();
    }

    @Test
    void address_of_a_file_is_encoded_part_by_part() {
        assertThat(FolderUrl.of(new DatastorePath("my&store", "a dir/x?.iso"), "sites/DC 0"))
                .isEqualTo("/folder/a%20dir/x%3F.iso?dcPath=sites%2FDC%200&dsName=my%26store");
    }

    @Test
    void disks_and_images_are_listed_and_nothing_else_is() {
        VmDiskFileInfo disk = new VmDiskFileInfo();
        disk.setPath("web.vmdk");
        disk.setFileSize(4096L);
        disk.setCapacityKb(8192L);
        List<VolumeView> views = VolumeReader.read(
                FAST,
                folder("[fast] web/", disk, file("web.vmx"), file("web-flat.vmdk"), file("Debian.ISO")),
                new DisksInUse(List.of()));
        assertThat(views)
                .extracting(VolumeView::id)
                .containsExactly(VolumeId.of("fast", "web/web.vmdk"), VolumeId.of("fast", "web/Debian.ISO"));
        assertThat(views.get(0).capacity()).isEqualTo(Memory.mib(8));
        assertThat(views.get(0).allocated()).isEqualTo(Memory.kib(4));
        assertThat(views.get(1).format()).isEqualTo("iso");
    }

    @Test
    void snapshots_files_are_no_volumes_and_their_guest_uses_the_volume_under_them() {
        LinkedChildren.Holder guest =
                holder("vm-1", disk("[fast] web/web-000001.vmdk", disk("[fast] web/web.vmdk", null)));
        DisksInUse used = new DisksInUse(List.of(guest));
        List<VolumeView> views =
                VolumeReader.read(FAST, folder("[fast] web", file("web.vmdk"), file("web-000001.vmdk")), used);
        assertThat(views).extracting(VolumeView::id).containsExactly(VolumeId.of("fast", "web/web.vmdk"));
        assertThat(used.usersOf(new DatastorePath("fast", "web/web.vmdk"))).containsExactly(GuestId.of("vm-1"));
        assertThat(guest.ownFiles()).containsExactly("[fast] web/web-000001.vmdk", "[fast] web/web.vmdk");
    }

    @Test
    void linked_disk_has_its_parent_as_backing_and_its_guest_does_not_use_the_parent() {
        LinkedChildren.Holder clone = holder("vm-2", disk("[fast] c/c.vmdk", disk("[fast] web/web.vmdk", null)));
        DisksInUse used = new DisksInUse(List.of(clone));
        VolumeView view = VolumeReader.read(FAST, folder("[fast] c", file("c.vmdk")), used)
                .get(0);
        assertThat(view.backing()).contains(VolumeId.of("fast", "web/web.vmdk"));
        assertThat(used.usersOf(new DatastorePath("fast", "web/web.vmdk"))).isEqualTo(Set.of());
        assertThat(clone.ownFiles()).containsExactly("[fast] c/c.vmdk");
    }

    @Test
    void bytes_are_filled_up_to_the_volume_where_little_is_missing_and_to_a_sector_else() throws IOException {
        ImportedBytes small = bytes(1000, Memory.mib(1), Memory.mib(1));
        assertThat(small.readAllBytes()).hasSize(1024 * 1024).endsWith(0, 0).startsWith(7, 7);
        assertThat(small.sent()).isEqualTo(1024 * 1024);
        ImportedBytes large = bytes(1000, Memory.gib(1), Memory.mib(1));
        assertThat(large.readAllBytes()).hasSize(1024);
        ImportedBytes exact = bytes(1024, Memory.gib(1), Memory.mib(1));
        assertThat(exact.readAllBytes()).hasSize(1024);
    }

    @Test
    void more_bytes_than_there_is_room_for_are_not_taken() {
        ImportedBytes bytes = bytes(2048, Memory.kib(1), Memory.ZERO);
        assertThatThrownBy(bytes::readAllBytes).isInstanceOf(IOException.class);
        assertThat(bytes.problem().map(SpecProblem::path)).contains("size");
    }

    @Test
    void raw_disk_is_described_by_its_sectors_and_other_formats_are_refused() {
        FlatDisk disk = new FlatDisk(new DatastorePath("fast", "images/base.vmdk"));
        assertThat(disk.data()).isEqualTo(new DatastorePath("fast", "images/base-flat.vmdk"));
        assertThat(new String(disk.description(1024 * 1024), StandardCharsets.UTF_8))
                .contains("RW 2048 VMFS \"base-flat.vmdk\"\n", "createType=\"vmfs\"\n");
        for (String other : List.of("KDMV\1\0\0\0", "QFI\u00fb\0\0\0\3", "# Disk DescriptorFile")) {
            assertThat(FlatDisk.objectionTo(other.getBytes(StandardCharsets.ISO_8859_1))
                            .map(SpecProblem::path))
                    .contains("content");
        }
        assertThat(FlatDisk.objectionTo(new byte[FlatDisk.HEAD])).isEmpty();
    }

    private static ImportedBytes bytes(int count, Memory room, Memory filled) {
        byte[] sevens = new byte[count];
        java.util.Arrays.fill(sevens, (byte) 7);
        return new ImportedBytes(new ByteArrayInputStream(sevens), room, FlatDisk.SECTOR, filled);
    }

    private static FileInfo file(String name) {
        FileInfo file = new FileInfo();
        file.setPath(name);
        file.setFileSize(10L);
        return file;
    }

    private static HostDatastoreBrowserSearchResults folder(String path, FileInfo... files) {
        HostDatastoreBrowserSearchResults folder = new HostDatastoreBrowserSearchResults();
        folder.setFolderPath(path);
        folder.setFile(files);
        return folder;
    }

    private static VirtualDiskFlatVer2BackingInfo disk(String file, @Nullable VirtualDiskFlatVer2BackingInfo parent) {
        VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
        backing.setFileName(file);
        backing.setParent(parent);
        return backing;
    }

    private static LinkedChildren.Holder holder(String guest, VirtualDiskFlatVer2BackingInfo... backings) {
        return new LinkedChildren.Holder(
                GuestId.of(guest),
                Stream.of(backings)
                        .map(backing -> {
                            VirtualDisk disk = new VirtualDisk();
                            disk.setBacking(backing);
                            return (com.vmware.vim25.VirtualDevice) disk;
                        })
                        .toList());
    }
}
