package io.polyvisor.apply.file;

import java.util.Optional;

/** Knows a document by its schema. Stateless. */
public final class Schemas {
    private Schemas() {}

    /** Refuses a document of another schema or version; {@code remedy} says where right ones come from. */
    public static void require(Section root, String schema, String remedy) {
        Optional<String> told = root.text("schema");
        if (told.equals(Optional.of(schema))) {
            return;
        }
        root.leave(root.keys().toArray(String[]::new));
        String kind = schema.substring(0, schema.indexOf('/') + 1);
        if (told.isEmpty()) {
            root.fault("schema", "is missing: this is no document of the schema " + schema + "; " + remedy);
        } else if (told.get().startsWith(kind)) {
            root.fault(
                    "schema",
                    "\"" + told.get() + "\" is another version; this Polyvisor reads " + schema
                            + ": write the document again with it, or read it with the Polyvisor that wrote it");
        } else {
            root.fault("schema", "\"" + told.get() + "\" is not " + schema + "; " + remedy);
        }
        throw new MissingPartException();
    }
}
