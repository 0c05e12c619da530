package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.List;

/**
 * Finds the objects that mutating calls name, before the call: datacenter, folder, resource pool, host, datastore and network, by
 * name or by default. Nothing is remembered: each reading is as fresh as the call that needs it. One request each, and one more for
 * every part of a folder's path.
 */
final class Places {
    private final VsphereSession session;
    private final VsphereAddress address;
    private final ManagedObjectReference start;

    /** {@code start} is the datacenter that the address names, or the root folder. */
    Places(VsphereSession session, VsphereAddress address, ManagedObjectReference start) {
        this.session = session;
        this.address = address;
        this.start = start;
    }

    /** Everything but the guests, as it is now. */
    Landscape read(Call call) {
        return LandscapeReader.read(
                session.calls().properties("hosts, storages and networks", call, LandscapeReader.visit(start)));
    }

    /** Where a new guest goes that refers to these; what is ambiguous is refused with the candidates. */
    Placement choose(Placement.Wanted wanted, Call call) {
        return choose(read(call), wanted, call);
    }

    /** The same, by a landscape that was just read. */
    Placement choose(Landscape landscape, Placement.Wanted wanted, Call call) {
        return new PlaceChoice(landscape, address, wanted).placement(datacenter -> folder(datacenter, call));
    }

    private ManagedObjectReference folder(Landscape.Datacenter datacenter, Call call) {
        ManagedObjectReference folder = datacenter.vmFolder();
        for (String part : address.folder().map(path -> path.split("/", -1)).orElse(new String[0])) {
            if (!part.isEmpty()) {
                folder = child(folder, part, call);
            }
        }
        return folder;
    }

    private ManagedObjectReference child(ManagedObjectReference folder, String name, Call call) {
        ManagedObjectReference index = session.content().getSearchIndex();
        ManagedObjectReference found = session.calls()
                .read("folder " + name, call, vim -> vim.findChild(index, folder, VsphereNames.encode(name)));
        if (found == null || !found.getType().equals("Folder")) {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(
                    "address.folder",
                    "there is no folder " + name + " in " + address.folder().orElse("")))));
        }
        return found;
    }
}
