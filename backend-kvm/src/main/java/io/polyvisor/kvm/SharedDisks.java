package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.DiskView;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * The disks of a guest that moves, as the target host sees them. Its pools list what was there when they last looked, so they are
 * made to look again: otherwise a guest arrives whose volumes no storage lists, and nobody deletes them with it.
 */
final class SharedDisks {
    private static final Logger LOG = System.getLogger(SharedDisks.class.getName());

    private final LibvirtConnection target;
    private final List<String> paths;

    SharedDisks(DomainReader definition, LibvirtConnection target) {
        this.target = target;
        this.paths = definition.diskElements().stream()
                .filter(disk -> DomainReader.role(disk) == DiskView.Role.DISK || disk.has("source"))
                .flatMap(disk -> DomainReader.hostPath(disk).stream())
                .toList();
    }

    boolean none() {
        return paths.isEmpty();
    }

    /** Refuses when a pool of the target that should hold a disk holds none of that path. */
    void require(String guest) {
        show();
        VolumeLookup there = VolumeLookups.oneByOne(target);
        for (String path : paths) {
            if (there.at(path).isEmpty() && pools().stream().anyMatch(directory -> path.startsWith(directory + "/"))) {
                throw DriverException.refused(new Fault.InvalidState(
                        "the target host has no " + path + " of " + guest,
                        Optional.of("copy it there, or name a host that sees the same storage")));
            }
        }
    }

    /** Makes the target's pools list the disks, as far as that can be had. */
    void show() {
        VolumeLookup there = VolumeLookups.oneByOne(target);
        List<String> unseen =
                paths.stream().filter(path -> there.at(path).isEmpty()).toList();
        if (unseen.isEmpty()) {
            return;
        }
        try (HandleList<PoolHandle> active = target.storage().pools(Flags.POOLS_ACTIVE)) {
            for (PoolHandle pool : active) {
                String directory = directory(pool);
                if (unseen.stream().anyMatch(path -> path.startsWith(directory + "/"))) {
                    lookAgain(pool);
                }
            }
        }
    }

    private static void lookAgain(PoolHandle pool) {
        try {
            pool.refresh();
        } catch (LibvirtFault busy) {
            // It looks again by itself once what is being made in it is done.
            LOG.log(Level.DEBUG, "pool " + pool.name() + " could not be refreshed", busy);
        }
    }

    private List<String> pools() {
        try (HandleList<PoolHandle> active = target.storage().pools(Flags.POOLS_ACTIVE)) {
            return active.asList().stream().map(SharedDisks::directory).toList();
        }
    }

    private static String directory(PoolHandle pool) {
        return Xml.parse(pool.xml()).text("target/path").orElse("//");
    }
}
