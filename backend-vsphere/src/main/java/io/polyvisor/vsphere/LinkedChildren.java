package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which guests and templates share a guest's disks: vSphere merges snapshots and deletes files under linked clones when it is asked
 * to. One request reads the disks of all.
 */
final class LinkedChildren {
    private static final String DEVICES = "config.hardware.device";

    private final VsphereSession session;

    LinkedChildren(VsphereSession session) {
        this.session = session;
    }

    /** The disks of one guest or template. */
    record Holder(GuestId id, List<VirtualDevice> devices) {

        /** All files that it reads, those of parents included. */
        Stream<String> files() {
            return devices.stream().flatMap(LinkedChildren::chain);
        }

        /** Files that are its own: its volumes, and what its snapshots laid over them. */
        Stream<String> ownFiles() {
            return devices.stream().flatMap(LinkedChildren::ownPart);
        }
    }

    /** Refuses what would change files under a linked clone. */
    void refuseIfAny(GuestId guest, Call call) {
        Set<GuestId> children = of(guest, call);
        if (!children.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidState(
                    "guests " + children + " are linked to disks of " + GuestCalls.inWords(guest),
                    Optional.of("delete them first")));
        }
    }

    /** Those that read a file which is that guest's own. */
    Set<GuestId> of(GuestId guest, Call call) {
        List<Holder> all = all(call);
        Set<String> own = new LinkedHashSet<>();
        all.stream()
                .filter(holder -> holder.id().equals(guest))
                .forEach(holder -> holder.ownFiles().forEach(own::add));
        Set<GuestId> children = new LinkedHashSet<>();
        all.stream()
                .filter(holder -> !holder.id().equals(guest) && holder.files().anyMatch(own::contains))
                .forEach(holder -> children.add(holder.id()));
        return children;
    }

    /** The devices of all guests and templates; one whose disks are hidden fails the reading. */
    List<Holder> all(Call call) {
        return holders(everywhere(call), LinkedChildren::refuse);
    }

    /** The devices of all guests and templates that can be seen; the others are added to the gaps. */
    List<Holder> visible(List<String> gaps, Call call) {
        return holders(everywhere(call), hidden -> gaps.add(inWords(hidden)));
    }

    /** The devices of those that have files on a datastore; one whose disks are hidden fails the reading. */
    List<Holder> on(ManagedObjectReference datastore, Call call) {
        List<PropertyRow> rows = session.calls()
                .properties(
                        "disks on datastore " + datastore.getVal(),
                        call,
                        Visits.from(
                                datastore,
                                List.of(Visits.read(GuestCalls.TYPE, DEVICES)),
                                List.of(Visits.step("users", "Datastore", "vm"))));
        return holders(rows, LinkedChildren::refuse);
    }

    private List<PropertyRow> everywhere(Call call) {
        ManagedObjectReference root = session.content().getRootFolder();
        return session.calls()
                .properties(
                        "disks of all guests",
                        call,
                        Visits.from(
                                root,
                                List.of(Visits.read(GuestCalls.TYPE, DEVICES)),
                                List.of(
                                        Visits.step("folder", "Folder", "childEntity", "folder", "guests", "vapp"),
                                        Visits.step("guests", "Datacenter", "vmFolder", "folder"),
                                        Visits.step("vapp", "VirtualApp", "vm"))));
    }

    private static List<Holder> holders(List<PropertyRow> rows, Consumer<PropertyRow> unreadable) {
        List<Holder> holders = new ArrayList<>();
        for (PropertyRow row : rows) {
            if (row.object().getType().equals(GuestCalls.TYPE)) {
                if (row.missing().containsKey(DEVICES)) {
                    unreadable.accept(row);
                }
                holders.add(
                        new Holder(GuestId.of(row.object().getVal()), Rows.list(row, DEVICES, VirtualDevice.class)));
            }
        }
        return holders;
    }

    /** What is not known to be free is not free. */
    private static void refuse(PropertyRow hidden) {
        throw DriverException.refused(new Fault.Denied("reading " + inWords(hidden) + ", which could share files"));
    }

    private static String inWords(PropertyRow hidden) {
        MethodFault why = hidden.missing().get(DEVICES);
        return "the disks of guest " + hidden.object().getVal()
                + (why == null ? "" : " (" + why.getClass().getSimpleName() + ")");
    }

    private static Stream<String> ownPart(VirtualDevice device) {
        if (device.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
            String volume = SnapshotFiles.volumeOf(flat);
            List<String> own = new ArrayList<>();
            for (String file : chain(device).toList()) {
                own.add(file);
                if (file.equals(volume)) {
                    break;
                }
            }
            return own.stream();
        }
        return Stream.empty();
    }

    private static Stream<String> chain(VirtualDevice device) {
        if (device.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
            return Stream.iterate(
                            Optional.of(flat),
                            Optional::isPresent,
                            each -> each.map(VirtualDiskFlatVer2BackingInfo::getParent))
                    .flatMap(Optional::stream)
                    .map(VirtualDeviceFileBackingInfo::getFileName)
                    .filter(name -> name != null && !name.isEmpty());
        }
        return Stream.empty();
    }
}
