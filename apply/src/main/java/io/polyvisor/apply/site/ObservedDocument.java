package io.polyvisor.apply.site;

import io.polyvisor.apply.file.JsonFields;
import io.polyvisor.apply.file.Schemas;
import io.polyvisor.apply.file.Section;
import io.polyvisor.apply.file.TextDocument;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.HostId;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * An {@link Observed} site as JSON of the schema {@code polyvisor.observed/1}: what is remembered between two runs. Services are left
 * out: they are read from their file every time. Stateless.
 */
public final class ObservedDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.observed/1";

    private ObservedDocument() {}

    /** The document. */
    public static String text(Observed observed) {
        return JsonFields.text(new JsonFields()
                .put("schema", SCHEMA)
                .put("site", SiteJson.write(observed.site()))
                .put("hostIds", observed.hostIds())
                .put("located", located(observed.guests()))
                .put("ours", observed.ours())
                .put("copies", SiteJson.all(observed.copies(), ObservedDocument::copy))
                .put("returned", observed.returned())
                .put("remarks", observed.remarks())
                .node());
    }

    /**
     * Reads a file that holds what {@link #text} made.
     *
     * @throws io.polyvisor.apply.file.FileFaultsException for every fault that was found
     */
    public static Observed read(Path file) {
        return TextDocument.json(file, ObservedDocument::observed);
    }

    /** Reads text that {@link #text} made; {@code name} stands for the file in faults. */
    public static Observed read(String name, String text) {
        return TextDocument.json(name, text, ObservedDocument::observed);
    }

    private static Map<String, JsonFields> located(Map<String, Located> guests) {
        Map<String, JsonFields> all = new HashMap<>();
        guests.forEach((name, where) ->
                all.put(name, new JsonFields().put("endpoint", where.endpoint()).put("id", where.id())));
        return all;
    }

    private static JsonFields copy(Copy copy) {
        return new JsonFields()
                .put("guest", copy.guest())
                .put("name", copy.name())
                .put("host", copy.host())
                .put("id", copy.id())
                .put("power", copy.power());
    }

    private static Observed observed(Section root) {
        Schemas.require(root, SCHEMA, "a state directory's own files are right");
        Section site = root.need("site", root.section("site"));
        Map<String, Located> located = new HashMap<>();
        root.named("located")
                .forEach((name, at) -> at.made(() -> new Located(
                                at.need("endpoint", at.text("endpoint")), at.need("id", at.value("id", GuestId::of))))
                        .ifPresent(there -> located.put(name, there)));
        return new Observed(
                root.need("site", site.made(() -> SiteJson.read(site))),
                root.pairs("hostIds", HostKey::parse, HostId::of),
                located,
                new LinkedHashSet<>(root.values("ours", text -> text)),
                SiteJson.read(root, "copies", ObservedDocument::readCopy),
                new LinkedHashSet<>(root.values("returned", HostKey::parse)),
                root.values("remarks", text -> text));
    }

    private static Copy readCopy(Section at) {
        return new Copy(
                at.need("guest", at.text("guest")),
                at.need("name", at.text("name")),
                at.need("host", at.value("host", HostKey::parse)),
                at.need("id", at.value("id", GuestId::of)),
                at.need("power", at.choice("power", PowerState.class)));
    }
}
