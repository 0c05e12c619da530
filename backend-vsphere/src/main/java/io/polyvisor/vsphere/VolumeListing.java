package io.polyvisor.vsphere;

import com.vmware.vim25.FileInfo;
import com.vmware.vim25.FileQuery;
import com.vmware.vim25.FileQueryFlags;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.HostDatastoreBrowserSearchSpec;
import com.vmware.vim25.IsoImageFileQuery;
import com.vmware.vim25.VmDiskFileQuery;
import com.vmware.vim25.VmDiskFileQueryFlags;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.VerbClass;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Virtual disks and ISO images on datastores, as the datastore browser finds them: one task per datastore. */
final class VolumeListing {
    private static final String ANY = "*";
    /** What says more of the call or the endpoint than of one datastore. */
    private static final Set<ErrorKind> LEFT_TO_THE_CALLER = EnumSet.of(
            ErrorKind.UNREACHABLE, ErrorKind.DEADLINE_EXCEEDED, ErrorKind.CANCELLED, ErrorKind.AUTHENTICATION_FAILED);

    private final VsphereCalls calls;

    VolumeListing(VsphereCalls calls) {
        this.calls = calls;
    }

    /** All volumes of all datastores, without their users; a datastore that cannot be searched is added to the gaps. */
    List<VolumeView> all(Landscape landscape, List<LinkedChildren.Holder> holders, List<String> gaps, Call call) {
        DisksInUse used = new DisksInUse(holders);
        List<VolumeView> found = new ArrayList<>();
        for (Landscape.StoragePlace storage : landscape.storages()) {
            if (storage.usable()) {
                found.addAll(volumesOf(storage, used, gaps, call));
            } else {
                gaps.add("volumes of storage " + storage.id() + ": it is not usable now");
            }
        }
        found.sort(Comparator.comparing(VolumeView::id));
        return found;
    }

    private List<VolumeView> volumesOf(Landscape.StoragePlace storage, DisksInUse used, List<String> gaps, Call call) {
        String root = VolumePath.root(storage).toString().strip();
        try {
            return search(storage, root, ANY, true, call).stream()
                    .flatMap(folder -> VolumeReader.read(storage, folder, used).stream())
                    .toList();
        } catch (DriverException failure) {
            if (LEFT_TO_THE_CALLER.contains(failure.fault().kind())) {
                throw failure;
            }
            gaps.add("volumes of storage " + storage.id() + ": "
                    + failure.fault().message());
            return List.of();
        }
    }

    /** One volume, without its users; empty when there is none of that id. */
    Optional<VolumeView> find(Landscape landscape, VolumeId volume, Call call) {
        return find(landscape, volume, new DisksInUse(List.of()), call);
    }

    /** One volume; what guests know of its disk counts where the datastore does not tell. */
    Optional<VolumeView> find(Landscape landscape, VolumeId volume, DisksInUse used, Call call) {
        Optional<Landscape.StoragePlace> storage = landscape.storages().stream()
                .filter(each -> each.id().equals(volume.storage()))
                .findFirst();
        if (storage.isEmpty()) {
            return Optional.empty();
        }
        DatastorePath path = VolumePath.root(storage.get()).child(volume.key());
        String directory = path.directory().toString().strip();
        try {
            return search(storage.get(), directory, pattern(path.file()), false, call).stream()
                    .flatMap(folder -> VolumeReader.read(storage.get(), folder, used).stream())
                    .filter(view -> view.id().equals(volume))
                    .findFirst();
        } catch (DriverException failure) {
            if (failure.fault().kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** What a pattern would read as a sign stands for any one character there; what else matches is sorted out. */
    private static String pattern(String file) {
        return file.replaceAll("[*?\\[\\]\\\\]", "?");
    }

    private List<HostDatastoreBrowserSearchResults> search(
            Landscape.StoragePlace storage, String directory, String pattern, boolean deep, Call call) {
        HostDatastoreBrowserSearchSpec spec = new HostDatastoreBrowserSearchSpec();
        spec.setMatchPattern(new String[] {pattern});
        spec.setQuery(new FileQuery[] {disks(), new IsoImageFileQuery()});
        FileQueryFlags details = new FileQueryFlags();
        details.setFileType(true);
        details.setFileSize(true);
        spec.setDetails(details);
        Optional<Object> found = calls.task(
                VerbClass.READ,
                "storage " + storage.id(),
                call,
                vim -> deep
                        ? vim.searchDatastoreSubFolders_Task(storage.browser(), directory, spec)
                        : vim.searchDatastore_Task(storage.browser(), directory, spec));
        return found.map(VolumeReader::folders).orElse(List.of());
    }

    private static FileQuery disks() {
        VmDiskFileQueryFlags flags = new VmDiskFileQueryFlags();
        flags.setDiskType(true);
        flags.setCapacityKb(true);
        flags.setThin(true);
        VmDiskFileQuery query = new VmDiskFileQuery();
        query.setDetails(flags);
        return query;
    }

    /** Files of a folder. */
    static List<FileInfo> files(HostDatastoreBrowserSearchResults folder) {
        return Rows.list(folder.getFile());
    }
}
