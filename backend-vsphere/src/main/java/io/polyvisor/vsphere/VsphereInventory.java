package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.TraversalSpec;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads guests, one or all, and with all of them whatever else is asked for, in one traversal: a request for every thousand objects.
 * Volumes are the exception: each datastore has to be searched. Thread-safe.
 */
final class VsphereInventory {
    private static final Comparator<GuestView> BY_NAME =
            Comparator.comparing(GuestView::name).thenComparing(GuestView::id);

    private final VsphereCalls calls;
    private final ManagedObjectReference start;
    private final StoredVolumes volumes;

    /** {@code start} is the datacenter that the address names, or the root folder. */
    VsphereInventory(VsphereCalls calls, ManagedObjectReference start, StoredVolumes volumes) {
        this.calls = calls;
        this.start = start;
        this.volumes = volumes;
    }

    /** Lists what datastores hold; told apart from the rest since it costs a search for each. */
    @FunctionalInterface
    interface StoredVolumes {
        /** All volumes, without their users; what could not be searched is added to the gaps. */
        List<VolumeView> all(List<String> gaps, Call call);
    }

    /** Everything asked for. */
    Inventory read(Set<InventoryField> fields, Call call) {
        Instant began = call.time().now();
        List<PropertyRow> rows = Unread.present(calls.properties("the inventory", call, everything(fields)));
        List<String> gaps = new ArrayList<>(Unread.gaps(rows));
        boolean details = fields.contains(InventoryField.DETAILS);
        List<GuestView> guests = guests(rows, details);
        List<VolumeView> stored =
                fields.contains(InventoryField.VOLUMES) ? volumes.all(gaps, call) : List.<VolumeView>of();
        return new Inventory(
                began,
                fields,
                guests,
                fields.contains(InventoryField.HOSTS) ? hosts(rows) : List.of(),
                fields.contains(InventoryField.STORAGES) ? storages(rows) : List.of(),
                details ? VolumeUsers.told(stored, guests) : stored,
                fields.contains(InventoryField.NETWORKS) ? networks(rows) : List.of(),
                fields.contains(InventoryField.TEMPLATES) ? templates(rows) : List.of(),
                gaps);
    }

    /** One guest with details; empty when there is none of that id, or it is a template. */
    Optional<GuestView> observe(GuestId guest, Call call) {
        ManagedObjectReference object = GuestCalls.reference(guest);
        List<PropertyRow> rows;
        try {
            rows = Unread.present(calls.properties(GuestCalls.inWords(guest), call, GuestVisit.one(object)));
        } catch (DriverException said) {
            if (said.fault().kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw said;
        }
        Optional<PropertyRow> own =
                rows.stream().filter(row -> row.object().equals(object)).findFirst();
        own.ifPresent(row -> Unread.requireWhole(row, GuestCalls.inWords(guest)));
        return own.filter(row -> !GuestReader.isTemplate(row))
                .map(row -> new GuestReader(new SeenTogether(rows)).full(row));
    }

    private PropertyFilterSpec everything(Set<InventoryField> fields) {
        boolean details = fields.contains(InventoryField.DETAILS);
        boolean networks = fields.contains(InventoryField.NETWORKS);
        boolean storages = fields.contains(InventoryField.STORAGES);
        List<PropertySpec> reads = new ArrayList<>();
        List<TraversalSpec> further = new ArrayList<>();
        reads.add(details ? GuestReader.detailReads() : GuestReader.summaryReads());
        reads.add(SeenTogether.hostReads());
        if (details) {
            reads.addAll(SeenTogether.detailReads());
        }
        if (fields.contains(InventoryField.HOSTS)) {
            reads.add(HostReader.reads());
        }
        if (storages) {
            reads.add(StorageReader.reads());
            further.add(Visits.step("datastore", "Datacenter", "datastore"));
        }
        if (networks) {
            reads.addAll(NetworkReader.reads());
            further.add(GuestVisit.networks());
        }
        if (networks || details) {
            further.add(Visits.step("network", "Datacenter", "network"));
        }
        if (networks || storages) {
            reads.add(Visits.read("Datacenter", "name", "datastore", "network"));
        }
        return Visits.from(start, reads, GuestVisit.steps(details, further));
    }

    private static List<GuestView> guests(List<PropertyRow> rows, boolean details) {
        GuestReader reader = new GuestReader(new SeenTogether(rows));
        return rows.stream()
                .filter(row -> row.object().getType().equals(GuestReader.TYPE) && !GuestReader.isTemplate(row))
                .map(row -> details ? reader.full(row) : reader.summary(row))
                .sorted(BY_NAME)
                .toList();
    }

    private static List<TemplateView> templates(List<PropertyRow> rows) {
        return rows.stream()
                .filter(row -> row.object().getType().equals(GuestReader.TYPE) && GuestReader.isTemplate(row))
                .map(GuestReader::template)
                .sorted(Comparator.comparing(TemplateView::name).thenComparing(TemplateView::id))
                .toList();
    }

    private static List<HostView> hosts(List<PropertyRow> rows) {
        return rows.stream()
                .filter(row -> row.object().getType().equals(HostReader.TYPE))
                .map(HostReader::read)
                .sorted(Comparator.comparing(HostView::name).thenComparing(HostView::id))
                .toList();
    }

    private static List<StorageView> storages(List<PropertyRow> rows) {
        Map<ManagedObjectReference, String> ids = UniqueNames.of(rows, Set.of(StorageReader.TYPE));
        return rows.stream()
                .filter(row -> ids.containsKey(row.object()))
                .map(row -> StorageReader.read(row, ids.getOrDefault(row.object(), "")))
                .sorted(Comparator.comparing(StorageView::id))
                .toList();
    }

    private static List<NetworkView> networks(List<PropertyRow> rows) {
        return NetworkReader.read(rows, UniqueNames.of(rows, NetworkReader.TYPES)).stream()
                .sorted(Comparator.comparing(NetworkView::id))
                .toList();
    }
}
