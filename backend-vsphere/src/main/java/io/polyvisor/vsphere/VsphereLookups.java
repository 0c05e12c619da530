package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertySpec;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds guests by name and by key. vSphere has an index of uuids that answers with one of several and may be told other uuids than
 * ours; so what it finds is believed only if the guest's own settings say the same, and else all guests are asked. Thread-safe.
 */
final class VsphereLookups {
    private final VsphereSession session;
    private final ManagedObjectReference start;

    /** {@code start} is the datacenter that the address names, or the root folder. */
    VsphereLookups(VsphereSession session, ManagedObjectReference start) {
        this.session = session;
        this.start = start;
    }

    /** All guests of that name. */
    List<GuestId> named(GuestName name, Call call) {
        return guests(
                "guest " + name,
                "name",
                row -> VsphereNames.read(
                                row.value("name", String.class).orElse(""),
                                row.object().getVal())
                        .equals(name),
                call);
    }

    /** The guest that carries that key; two of them are ambiguous. */
    Optional<GuestId> find(CreationKey key, Call call) {
        Optional<GuestId> indexed = byIndex(key, call);
        if (indexed.isPresent()) {
            return indexed;
        }
        List<GuestId> found = guests("the guest of key " + key, GuestReader.OPTIONS, row -> carries(row, key), call);
        if (found.size() > 1) {
            throw DriverException.refused(new Fault.Ambiguous(
                    "the guest of key " + key,
                    found.stream().map(GuestId::value).toList()));
        }
        return found.stream().findFirst();
    }

    private Optional<GuestId> byIndex(CreationKey key, Call call) {
        String about = "the guest of key " + key;
        ManagedObjectReference index = session.content().getSearchIndex();
        Optional<ManagedObjectReference> found = session.calls()
                .read(about, call, vim -> Optional.ofNullable(vim.findByUuid(index, null, key.toString(), true, true)));
        return found.flatMap(object -> row(object, call))
                .filter(row -> !GuestReader.isTemplate(row) && carries(row, key))
                .map(row -> GuestId.of(row.object().getVal()));
    }

    private Optional<PropertyRow> row(ManagedObjectReference object, Call call) {
        PropertySpec reads = Visits.read(GuestReader.TYPE, GuestReader.TEMPLATE, GuestReader.OPTIONS);
        try {
            return session
                    .calls()
                    .properties("guest " + object.getVal(), call, Visits.from(object, List.of(reads), List.of()))
                    .stream()
                    .findFirst();
        } catch (DriverException said) {
            if (said.fault().kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw said;
        }
    }

    private static boolean carries(PropertyRow row, CreationKey key) {
        return Optional.ofNullable(GuestReader.options(row).get(MarkOptions.KEY))
                .flatMap(MarkOptions::key)
                .filter(key::equals)
                .isPresent();
    }

    /** What cannot be read of a guest could be what is looked for: then there is no answer, rather than "none". */
    private List<GuestId> guests(String about, String property, Predicate<PropertyRow> wanted, Call call) {
        PropertySpec reads = Visits.read(GuestReader.TYPE, GuestReader.TEMPLATE, property);
        List<PropertyRow> rows = Unread.present(session.calls()
                .properties(about, call, Visits.from(start, List.of(reads), GuestVisit.steps(false, List.of()))));
        rows.forEach(row -> Unread.requireWhole(row, "guest " + row.object().getVal()));
        return rows.stream()
                .filter(row -> !GuestReader.isTemplate(row) && wanted.test(row))
                .map(row -> GuestId.of(row.object().getVal()))
                .sorted()
                .toList();
    }
}
