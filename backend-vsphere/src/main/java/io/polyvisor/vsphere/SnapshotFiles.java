package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import java.util.regex.Pattern;

/**
 * Files that hold what changed since a snapshot. They come and go with snapshots; the file at the bottom of such a chain is the
 * volume.
 */
final class SnapshotFiles {
    private static final Pattern NAME = Pattern.compile(".*-\\d{6}\\.vmdk");

    private SnapshotFiles() {}

    /** Whether vSphere made it for a snapshot: it numbers them so. */
    static boolean isOne(DatastorePath file) {
        return NAME.matcher(file.file()).matches();
    }

    /** The volume's own file under a disk's snapshots. */
    static String volumeOf(VirtualDiskFlatVer2BackingInfo disk) {
        VirtualDiskFlatVer2BackingInfo at = disk;
        while (at.getParent() != null
                && at.getParent().getFileName() != null
                && NAME.matcher(String.valueOf(at.getFileName())).matches()) {
            at = at.getParent();
        }
        return at.getFileName();
    }
}
