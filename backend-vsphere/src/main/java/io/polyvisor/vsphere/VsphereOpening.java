package io.polyvisor.vsphere;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens a connection: logs in, finds what the address names, and asks once what it takes to say what can be done here. */
final class VsphereOpening {
    private static final String DATACENTER = "Datacenter";

    private VsphereOpening() {}

    static Driver open(EndpointUri uri, Access access, Call call) {
        VsphereAddress address = VsphereAddress.parse(uri);
        VsphereSession session = VsphereSession.open(address, access, call);
        try {
            Uploading uploading = new DatastoreUpload(address.service(), VsphereTrust.context(access), session::ticket);
            return driver(session, address, uploading, call);
        } catch (DriverException refused) {
            session.close();
            throw refused;
        }
    }

    private static Driver driver(VsphereSession session, VsphereAddress address, Uploading uploading, Call call) {
        ManagedObjectReference start = start(session, address, call);
        List<PropertyRow> rows =
                session.calls().properties("hosts, storages and networks", call, LandscapeReader.visit(start));
        Landscape landscape = LandscapeReader.read(rows);
        PlaceChoice.requirePreferences(landscape, address);
        boolean restarts = rows.stream()
                .flatMap(row -> row.value("configurationEx", ClusterConfigInfoEx.class).stream())
                .anyMatch(cluster -> new ProtectionReader(cluster).restarts());
        return new VsphereDriver(
                session,
                address,
                start,
                uploading,
                VsphereDeclaration.of(session.about(), restarts),
                KnownSimulators.nature(session.about(), landscape));
    }

    /** The datacenter that the address names, by its path below the root folder; else the root folder. */
    private static ManagedObjectReference start(VsphereSession session, VsphereAddress address, Call call) {
        ServiceContent content = session.content();
        if (address.datacenter().isEmpty()) {
            return content.getRootFolder();
        }
        String named = address.datacenter().get();
        String path = Arrays.stream(named.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(VsphereNames::encode)
                .collect(Collectors.joining("/"));
        Optional<ManagedObjectReference> found = session.calls()
                .read(
                        "datacenter " + named,
                        call,
                        vim -> Optional.ofNullable(vim.findByInventoryPath(content.getSearchIndex(), path)));
        return found.filter(object -> object.getType().equals(DATACENTER)).orElseThrow(() -> noDatacenter(named));
    }

    private static DriverException noDatacenter(String named) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(
                "uri",
                "there is no datacenter " + named
                        + "; leave it out to see all, or name one by its path below the root folder"))));
    }
}
